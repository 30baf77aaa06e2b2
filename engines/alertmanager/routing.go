package main

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/common/model"

	"github.com/prometheus/alertmanager/config"
	"github.com/prometheus/alertmanager/config/receiver"
	"github.com/prometheus/alertmanager/dispatch"
	"github.com/prometheus/alertmanager/inhibit"
	"github.com/prometheus/alertmanager/notify"
	"github.com/prometheus/alertmanager/template"
	"github.com/prometheus/alertmanager/timeinterval"
)

// dispatchMaintenance is how often empty groups are dropped: upstream's default of --dispatch.maintenance-interval.
const dispatchMaintenance = 30 * time.Second

// routing is what one configuration file makes, and the next one replaces.
type routing struct {
	dispatcher *dispatch.Dispatcher
	inhibitor  *inhibit.Inhibitor
	written    *config.Config
}

func (r *routing) stop() {
	r.inhibitor.Stop()
	r.dispatcher.Stop()
}

// router makes routings; what counts across them is registered once.
func (n *node) router() func(*config.Config) (*routing, error) {
	pipelines := notify.NewPipelineBuilder(n.registry, n.features, n.events)
	metrics := dispatch.NewDispatcherMetrics(false, n.registry, n.features)
	var peer notify.Peer
	if n.peer != nil {
		peer = n.peer
	}
	return func(written *config.Config) (*routing, error) {
		texts, err := template.FromGlobs(written.Templates)
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		texts.ExternalURL = n.external
		tree := dispatch.NewRoute(written.Route, nil)
		receivers, err := n.receivers(written, tree, texts)
		if err != nil {
			return nil, err
		}
		inhibitor := inhibit.NewInhibitor(n.alerts, written.InhibitRules, n.logger, n.events)
		muted := timeinterval.NewIntervener(intervals(written))
		pipeline := pipelines.New(receivers, n.wait, inhibitor, n.silencer, muted, n.groups, n.log, peer)
		dispatcher := dispatch.NewDispatcher(n.alerts, tree, pipeline, n.groups, n.patience, dispatchMaintenance, nil,
			n.logger, n.events, metrics, texts)
		return &routing{dispatcher: dispatcher, inhibitor: inhibitor, written: written}, nil
	}
}

// receivers makes those that the tree leads to.
func (n *node) receivers(written *config.Config, tree *dispatch.Route, texts *template.Template) (map[string][]notify.Integration, error) {
	wanted := map[string]bool{}
	tree.Walk(func(one *dispatch.Route) { wanted[one.RouteOpts.Receiver] = true })
	made := make(map[string][]notify.Integration, len(wanted))
	for _, one := range written.Receivers {
		if !wanted[one.Name] {
			continue
		}
		integrations, err := receiver.BuildReceiverIntegrations(one, texts, n.logger)
		if err != nil {
			return nil, fmt.Errorf("receiver %s: %w", one.Name, err)
		}
		made[one.Name] = integrations
	}
	return made, nil
}

func intervals(written *config.Config) map[string][]timeinterval.TimeInterval {
	all := map[string][]timeinterval.TimeInterval{}
	for _, one := range written.MuteTimeIntervals {
		all[one.Name] = one.TimeIntervals
	}
	for _, one := range written.TimeIntervals {
		all[one.Name] = one.TimeIntervals
	}
	return all
}

// swap lets the old routing end before the new one begins. Inhibitions are loaded before anything is dispatched, so that nobody
// is told of what they silence.
func (n *node) swap(next *routing) {
	if current := n.current.Load(); current != nil {
		current.stop()
	}
	go next.inhibitor.Run()
	next.inhibitor.WaitForLoading()
	go next.dispatcher.Run(n.started.Add(n.flags.startDelay))
	next.dispatcher.WaitForLoading()
	n.current.Store(next)
	n.api.Update(next.written, func(ctx context.Context, labels model.LabelSet) {
		next.inhibitor.Mutes(ctx, labels)
		n.silencer.Mutes(ctx, labels)
	})
}
