// Command alertmanager is an Alertmanager without its pages: the upstream command embeds a built UI
// that its published module does not hold. What decides who is told of what, when and how often is
// upstream's own packages; this file only puts them together.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kingpin/v2"
	"github.com/prometheus/client_golang/prometheus"
	versioncollector "github.com/prometheus/client_golang/prometheus/collectors/version"
	"github.com/prometheus/common/promslog"
	promslogflag "github.com/prometheus/common/promslog/flag"
	"github.com/prometheus/common/version"
	"github.com/prometheus/exporter-toolkit/web"
	webflag "github.com/prometheus/exporter-toolkit/web/kingpinflag"

	"github.com/prometheus/alertmanager/cluster"
)

// flags are those of upstream that our configurations or tests give; names and defaults are upstream's.
type flags struct {
	config, storage, externalURL, routePrefix string
	retention, maintenance, startDelay        time.Duration
	clusterListen, clusterAdvertise           string
	clusterName, clusterLabel, clusterTLS     string
	peers                                     []string
	peerTimeout, settleTimeout                time.Duration
	gossip, pushPull, tcp, probe, probeEvery  time.Duration
	resolve, reconnect, reconnectTimeout      time.Duration
	web                                       *web.FlagConfig
	log                                       promslog.Config
}

func parse(arguments []string) flags {
	var f flags
	app := kingpin.New("alertmanager", "An Alertmanager for conformance tests.")
	app.Version(version.Print("alertmanager"))
	text := func(name, standard string, into *string) { app.Flag(name, "").Default(standard).StringVar(into) }
	span := func(name string, standard time.Duration, into *time.Duration) {
		app.Flag(name, "").Default(standard.String()).DurationVar(into)
	}
	text("config.file", "alertmanager.yml", &f.config)
	text("storage.path", "data/", &f.storage)
	text("web.external-url", "", &f.externalURL)
	text("web.route-prefix", "", &f.routePrefix)
	span("data.retention", 120*time.Hour, &f.retention)
	span("data.maintenance-interval", 15*time.Minute, &f.maintenance)
	span("dispatch.start-delay", 0, &f.startDelay)
	text("cluster.listen-address", "0.0.0.0:9094", &f.clusterListen)
	text("cluster.advertise-address", "", &f.clusterAdvertise)
	text("cluster.peer-name", "", &f.clusterName)
	text("cluster.label", "", &f.clusterLabel)
	text("cluster.tls-config", "", &f.clusterTLS)
	app.Flag("cluster.peer", "").StringsVar(&f.peers)
	span("cluster.peer-timeout", 15*time.Second, &f.peerTimeout)
	span("cluster.settle-timeout", cluster.DefaultPushPullInterval, &f.settleTimeout)
	span("cluster.gossip-interval", cluster.DefaultGossipInterval, &f.gossip)
	span("cluster.pushpull-interval", cluster.DefaultPushPullInterval, &f.pushPull)
	span("cluster.tcp-timeout", cluster.DefaultTCPTimeout, &f.tcp)
	span("cluster.probe-timeout", cluster.DefaultProbeTimeout, &f.probe)
	span("cluster.probe-interval", cluster.DefaultProbeInterval, &f.probeEvery)
	span("cluster.peers-resolve-timeout", cluster.DefaultResolvePeersTimeout, &f.resolve)
	span("cluster.reconnect-interval", cluster.DefaultReconnectInterval, &f.reconnect)
	span("cluster.reconnect-timeout", cluster.DefaultReconnectTimeout, &f.reconnectTimeout)
	f.web = webflag.AddFlags(app, ":9093")
	promslogflag.AddFlags(app, &f.log)
	kingpin.MustParse(app.Parse(arguments))
	return f
}

// external is where links in messages lead; the address of the listener will do for a test.
func (f flags) external() (*url.URL, error) {
	if f.externalURL != "" {
		return url.Parse(f.externalURL)
	}
	return url.Parse(fmt.Sprintf("http://%s/", (*f.web.WebListenAddresses)[0]))
}

func main() {
	f := parse(os.Args[1:])
	logger := promslog.New(&f.log)
	prometheus.MustRegister(versioncollector.NewCollector("alertmanager"))
	if err := run(f, logger); err != nil {
		logger.Error("alertmanager ended", "err", err)
		os.Exit(1)
	}
}

func run(f flags, logger *slog.Logger) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	node, err := newNode(f, logger)
	if err != nil {
		return err
	}
	defer node.close()
	server := &http.Server{Handler: node.handler}
	ended := make(chan error, 1)
	go func() { ended <- web.ListenAndServe(server, f.web, logger) }()
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP)
	for {
		select {
		case <-hangup:
			if err := node.coordinator.Reload(); err != nil {
				logger.Error("not reloaded", "err", err)
			}
		case answer := <-node.reload:
			answer <- node.coordinator.Reload()
		case err := <-ended:
			return err
		case <-ctx.Done():
			patience, done := context.WithTimeout(context.Background(), 5*time.Second)
			defer done()
			if err := server.Shutdown(patience); err != nil && !errors.Is(err, http.ErrServerClosed) {
				return err
			}
			return nil
		}
	}
}
