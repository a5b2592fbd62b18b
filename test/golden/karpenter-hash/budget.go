package main

import (
	"time"

	clock "k8s.io/utils/clock/testing"
	karpv1 "sigs.k8s.io/karpenter/pkg/apis/v1"
)

// budgetRows ask Karpenter how many nodes it may disrupt for drift.
func budgetRows() []row {
	rows := []row{}
	ask := func(at string, budgets []any, nodes ...int) {
		spec := map[string]any{
			"template":   map[string]any{"spec": map[string]any{"requirements": []any{}, "nodeClassRef": map[string]any{"group": "g", "kind": "k", "name": "n"}}},
			"disruption": map[string]any{"consolidateAfter": "0s", "budgets": budgets},
		}
		pool := nodePool(spec)
		now := must(time.Parse(time.RFC3339, at))
		for _, count := range nodes {
			allowed := pool.MustGetAllowedDisruptions(clock.NewFakeClock(now), count, karpv1.DisruptionReasonDrifted)
			rows = append(rows, row{"what": "budget", "at": at, "budgets": budgets, "nodes": count, "allowed": allowed})
		}
	}
	one := func(fields map[string]any) []any { return []any{fields} }
	noon := "2026-11-25T12:00:00Z"
	for _, nodes := range []string{"0", "1", "5", "0%", "1%", "3%", "5%", "7%", "10%", "29%", "33%", "50%", "99%", "100%"} {
		ask(noon, one(map[string]any{"nodes": nodes}), 0, 1, 2, 3, 7, 9, 10, 11, 19, 20, 29, 57, 100, 101, 1000)
	}
	ask(noon, []any{}, 1, 10)
	ask(noon, one(map[string]any{}), 1, 10, 11)
	ask(noon, one(map[string]any{"nodes": "0", "reasons": []any{"Empty"}}), 10)
	ask(noon, one(map[string]any{"nodes": "0", "reasons": []any{}}), 10)
	ask(noon, one(map[string]any{"nodes": "0", "reasons": []any{"Drifted", "Empty"}}), 10)
	ask(noon, []any{map[string]any{"nodes": "50%"}, map[string]any{"nodes": "3", "reasons": []any{"Drifted"}}}, 4, 10)
	ask(noon, []any{map[string]any{"nodes": "50%"}, map[string]any{"nodes": "0", "reasons": []any{"Empty"}, "schedule": "nonsense", "duration": "1h"}}, 10)
	for _, at := range []string{"2026-11-25T08:59:59Z", "2026-11-25T09:00:00Z", "2026-11-25T12:00:00Z", "2026-11-25T16:59:59Z", "2026-11-25T17:00:00Z", "2026-11-25T17:00:01Z", "2026-11-28T12:00:00Z"} {
		ask(at, one(map[string]any{"nodes": "0", "schedule": "0 9 * * 1-5", "duration": "8h"}), 10)
		ask(at, []any{map[string]any{"nodes": "2"}, map[string]any{"nodes": "0", "schedule": "0 9 * * 1-5", "duration": "8h"}}, 10)
	}
	for _, at := range []string{"2026-11-25T00:00:00Z", "2026-11-25T23:59:00Z", "2026-12-01T00:30:00Z"} {
		for _, schedule := range []string{"@daily", "@weekly", "@monthly", "@yearly", "@hourly", "0 0 1 * 2"} {
			ask(at, one(map[string]any{"nodes": "1", "schedule": schedule, "duration": "30m"}), 10)
		}
	}
	return rows
}
