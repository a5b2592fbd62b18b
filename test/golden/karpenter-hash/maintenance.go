package main

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
	clock "k8s.io/utils/clock/testing"
	karpv1 "sigs.k8s.io/karpenter/pkg/apis/v1"
)

// window is one of a pool's disruption.maintenance.
type window struct {
	Days     any    `json:"days"`
	From     string `json:"from"`
	To       string `json:"to"`
	Timezone string `json:"timezone"`

	days     [7]bool
	from, to int
	zone     *time.Location
}

type budget struct {
	Nodes    string   `json:"nodes"`
	Reasons  []string `json:"reasons"`
	Schedule string   `json:"schedule"`
	Duration string   `json:"duration"`
}

type maintenanceCase struct {
	Windows []*window `json:"windows"`
	Budgets []budget  `json:"budgets"`
}

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func (w *window) read() {
	switch days := w.Days.(type) {
	case string:
		for day := range 7 {
			weekend := day == 0 || day == 6
			w.days[day] = days == "everyday" || (days == "weekends") == weekend
		}
	case []any:
		for _, day := range days {
			w.days[slices.Index(weekdays, day.(string))] = true
		}
	}
	minutes := func(text string) int {
		var hour, minute int
		must(fmt.Sscanf(text, "%d:%d", &hour, &minute))
		return hour*60 + minute
	}
	w.from, w.to = minutes(w.From), minutes(w.To)
	w.zone = must(time.LoadLocation(w.Timezone))
}

// covers says whether the wall clock of the window's zone is inside it.
func (w *window) covers(at time.Time) bool {
	local := at.In(w.zone)
	minute, day := local.Hour()*60+local.Minute(), int(local.Weekday())
	if w.to > w.from {
		return w.days[day] && minute >= w.from && minute < w.to
	}
	return w.days[day] && minute >= w.from || w.days[(day+6)%7] && minute < w.to
}

var yearStart, yearEnd = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC)

const askedNodes = 10

// answer counts, over 2027 and minute by minute, what the windows ask for and what Karpenter's budgets leave of it. Karpenter is asked at
// each minute at which its answer can change, at the minute before, and every six hours; in between its answer stays.
func (c maintenanceCase) answer(number int) row {
	budgets := []any{map[string]any{"nodes": fmt.Sprint(askedNodes)}}
	edges := map[int]bool{}
	minuteOf := func(at time.Time) int { return int(at.Sub(yearStart) / time.Minute) }
	for _, b := range c.Budgets {
		budgets = append(budgets, copied(b))
		schedule, duration := must(cron.ParseStandard("TZ=UTC "+b.Schedule)), must(time.ParseDuration(b.Duration))
		for at := schedule.Next(yearStart.Add(-duration - time.Minute)); at.Before(yearEnd); at = schedule.Next(at) {
			edges[minuteOf(at)], edges[minuteOf(at.Add(duration))] = true, true
		}
	}
	pool := nodePool(map[string]any{
		"template":   map[string]any{"spec": map[string]any{"requirements": []any{}, "nodeClassRef": map[string]any{"group": "g", "kind": "k", "name": "n"}}},
		"disruption": map[string]any{"consolidateAfter": "0s", "budgets": budgets},
	})
	allowed := func(minute int, reason karpv1.DisruptionReason) int {
		at := yearStart.Add(time.Duration(minute) * time.Minute)
		return pool.MustGetAllowedDisruptions(clock.NewFakeClock(at), 100, reason)
	}
	for _, each := range c.Windows {
		each.read()
	}
	asked, lost, outside, stopsRepair, disagree := 0, 0, 0, 0, 0
	current := 0
	for minute := range minuteOf(yearEnd) {
		if edges[minute] || edges[minute+1] || minute%360 == 0 {
			current = allowed(minute, karpv1.DisruptionReasonDrifted)
			for _, reason := range []karpv1.DisruptionReason{karpv1.DisruptionReasonEmpty, karpv1.DisruptionReasonUnderutilized} {
				if allowed(minute, reason) != current {
					disagree++
				}
			}
			if allowed(minute, "Unhealthy") != askedNodes {
				stopsRepair++
			}
		}
		at := yearStart.Add(time.Duration(minute) * time.Minute)
		inside := slices.ContainsFunc(c.Windows, func(w *window) bool { return w.covers(at) })
		switch {
		case inside && current == askedNodes:
			asked++
		case inside && current == 0:
			asked, lost = asked+1, lost+1
		case !inside && current != 0:
			outside++
		case inside:
			disagree++
		}
	}
	return row{"case": number, "asked": asked, "lost": lost, "outside": outside, "stopsRepair": stopsRepair, "disagree": disagree}
}

// maintenanceRows answer the cases that test/capacity/windows/maintenanceCases.ts wrote.
func maintenanceRows() []row {
	lines := strings.Split(strings.TrimSpace(string(must(os.ReadFile("maintenance-cases.jsonl")))), "\n")
	rows := make([]row, len(lines))
	numbers := make(chan int)
	var workers sync.WaitGroup
	for range runtime.NumCPU() {
		workers.Go(func() {
			for number := range numbers {
				var each maintenanceCase
				if err := json.Unmarshal([]byte(lines[number]), &each); err != nil {
					panic(err)
				}
				rows[number] = each.answer(number)
			}
		})
	}
	for number := range lines {
		numbers <- number
	}
	close(numbers)
	workers.Wait()
	return rows
}
