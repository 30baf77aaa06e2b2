package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/common/model"
	"github.com/prometheus/common/route"

	"github.com/prometheus/alertmanager/alert"
	"github.com/prometheus/alertmanager/api"
	"github.com/prometheus/alertmanager/cluster"
	"github.com/prometheus/alertmanager/config"
	"github.com/prometheus/alertmanager/dispatch"
	"github.com/prometheus/alertmanager/eventrecorder"
	"github.com/prometheus/alertmanager/featurecontrol"
	"github.com/prometheus/alertmanager/httpserver"
	"github.com/prometheus/alertmanager/marker"
	"github.com/prometheus/alertmanager/matcher/compat"
	"github.com/prometheus/alertmanager/nflog"
	"github.com/prometheus/alertmanager/notify"
	"github.com/prometheus/alertmanager/provider/mem"
	"github.com/prometheus/alertmanager/silence"
)

// node is one Alertmanager: what lives as long as the process.
type node struct {
	flags       flags
	logger      *slog.Logger
	registry    prometheus.Registerer
	external    *url.URL
	coordinator *config.Coordinator
	handler     http.Handler
	reload      chan chan error
	peer        *cluster.Peer
	log         *nflog.Log
	silences    *silence.Silences
	silencer    *silence.Silencer
	alerts      *mem.Alerts
	groups      marker.GroupMarker
	api         *api.API
	events      eventrecorder.Recorder
	features    featurecontrol.Flagger
	started     time.Time
	current     atomic.Pointer[routing]
	closing     []func()
}

func newNode(f flags, logger *slog.Logger) (*node, error) {
	n := &node{
		flags: f, logger: logger, registry: prometheus.DefaultRegisterer, reload: make(chan chan error),
		groups: marker.NewGroupMarker(), events: eventrecorder.NopRecorder(), features: featurecontrol.NoopFlags{},
		started: time.Now(),
	}
	compat.InitFromFlags(logger, n.features)
	for _, step := range []func() error{n.makeFolder, n.openCluster, n.openStores, n.join, n.openAlerts, n.configure, n.serve} {
		if err := step(); err != nil {
			n.close()
			return nil, err
		}
	}
	return n, nil
}

// close undoes what was opened, the last first.
func (n *node) close() {
	for at := len(n.closing) - 1; at >= 0; at-- {
		n.closing[at]()
	}
	n.closing = nil
}

func (n *node) onClose(step func()) { n.closing = append(n.closing, step) }

func (n *node) makeFolder() (err error) {
	if n.external, err = n.flags.external(); err != nil {
		return err
	}
	return os.MkdirAll(n.flags.storage, 0o755)
}

func (n *node) openCluster() error {
	f := n.flags
	if f.clusterListen == "" {
		return nil
	}
	secured, err := cluster.GetTLSTransportConfig(f.clusterTLS)
	if err != nil {
		return fmt.Errorf("cluster.tls-config: %w", err)
	}
	n.peer, err = cluster.Create(n.logger.With("component", "cluster"), n.registry, f.clusterListen, f.clusterAdvertise,
		f.peers, true, f.pushPull, f.gossip, f.tcp, f.resolve, f.probe, f.probeEvery, secured, false, f.clusterLabel, f.clusterName)
	if err != nil {
		return fmt.Errorf("cluster: %w", err)
	}
	n.onClose(func() { _ = n.peer.Leave(10 * time.Second) })
	return nil
}

// openStores opens what is remembered across a restart and shared with the peers: whom we told, and silences.
func (n *node) openStores() (err error) {
	told, silenced := filepath.Join(n.flags.storage, "nflog"), filepath.Join(n.flags.storage, "silences")
	n.log, err = nflog.New(nflog.Options{
		SnapshotFile: told, Retention: n.flags.retention, Logger: n.logger.With("component", "nflog"), Metrics: n.registry,
	})
	if err != nil {
		return fmt.Errorf("notification log: %w", err)
	}
	n.silences, err = silence.New(silence.Options{
		SnapshotFile: silenced, Retention: n.flags.retention, Logger: n.logger.With("component", "silences"),
		Metrics: n.registry, EventRecorder: n.events,
	})
	if err != nil {
		return fmt.Errorf("silences: %w", err)
	}
	n.silencer = silence.NewSilencer(n.silences, n.logger, n.events)
	if n.peer != nil {
		n.log.SetBroadcast(n.peer.AddState("nfl", n.log, n.registry).Broadcast)
		n.silences.SetBroadcast(n.peer.AddState("sil", n.silences, n.registry).Broadcast)
	}
	stop := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() { n.log.Maintenance(n.flags.maintenance, told, stop, nil) })
	running.Go(func() { n.silences.Maintenance(n.flags.maintenance, silenced, stop, nil) })
	n.onClose(func() {
		close(stop)
		running.Wait()
	})
	return nil
}

// join comes after the stores, which take the peers' state as soon as they are heard.
func (n *node) join() error {
	if n.peer == nil {
		return nil
	}
	if err := n.peer.Join(n.flags.reconnect, n.flags.reconnectTimeout); err != nil {
		n.logger.Warn("no peer joined yet", "err", err)
	}
	settling, cancel := context.WithTimeout(context.Background(), n.flags.settleTimeout)
	n.onClose(cancel)
	go n.peer.Settle(settling, 10*n.flags.gossip)
	return nil
}

func (n *node) openAlerts() (err error) {
	n.alerts, err = mem.NewAlerts(context.Background(), 30*time.Minute, 0, n.silencer, n.logger, n.events, n.registry, n.features)
	if err != nil {
		return fmt.Errorf("alerts: %w", err)
	}
	n.onClose(n.alerts.Close)
	// A nil *cluster.Peer in an interface is not a nil interface, which is what says that there is no cluster.
	var peer cluster.ClusterPeer
	if n.peer != nil {
		peer = n.peer
	}
	n.api, err = api.New(api.Options{
		Alerts: n.alerts, Silences: n.silences, GroupMutedFunc: n.groups.Muted, Peer: peer,
		Logger: n.logger.With("component", "api"), Registry: n.registry, GroupFunc: n.groupsOf,
		RequestDuration: promauto.With(n.registry).NewHistogramVec(
			prometheus.HistogramOpts{Name: "alertmanager_http_request_duration_seconds"}, []string{"handler", "method", "code"}),
	})
	return err
}

func (n *node) groupsOf(ctx context.Context, routes func(*dispatch.Route) bool, alerts func(*alert.Alert, time.Time) bool) (dispatch.AlertGroups, map[model.Fingerprint][]string, error) {
	return n.current.Load().dispatcher.Groups(ctx, routes, alerts)
}

func (n *node) configure() error {
	n.coordinator = config.NewCoordinator(n.flags.config, n.registry, n.logger.With("component", "configuration"))
	next := n.router()
	n.coordinator.Subscribe(func(written *config.Config) error {
		made, err := next(written)
		if err == nil {
			n.swap(made)
		}
		return err
	})
	n.onClose(func() {
		if current := n.current.Load(); current != nil {
			current.stop()
		}
	})
	return n.coordinator.Reload()
}

// wait is how long this peer lets those before it send first.
func (n *node) wait() time.Duration {
	if n.peer == nil {
		return 0
	}
	return time.Duration(n.peer.Position()) * n.flags.peerTimeout
}

// patience is how long a notification may take: never less than upstream's least, and the peers' turns on top.
func (n *node) patience(interval time.Duration) time.Duration {
	return max(interval, notify.MinTimeout) + n.wait()
}

func (n *node) serve() error {
	prefix := n.flags.routePrefix
	if prefix == "" {
		prefix = n.external.Path
	}
	prefix = "/" + strings.Trim(prefix, "/")
	router := route.New()
	if prefix != "/" {
		router = router.WithPrefix(prefix)
	}
	httpserver.Register(router, n.reload)
	n.handler = n.api.Register(router, prefix)
	return nil
}
