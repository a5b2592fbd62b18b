// Keda-cron writes table.jsonl, one case a line: when KEDA's cron trigger is active, asked of KEDA's own parser and KEDA's own comparison
// minute by minute (about a minute's work). test/capacity/cron/cronTrigger.golden.test.ts compares capacity/cron/cronTrigger.ts with it.
//
// Make it again and compare, from the repository's root (zones from Go's own copy, so that the system's do not matter):
//
//	cd test/golden/keda-cron && ZONEINFO="$(go env GOROOT)/lib/time/zoneinfo.zip" go run . | diff table.jsonl -
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
)

// KEDA v2.20.2 and v2.21.0, pkg/scalers/cron_scaler.go, the same in both.
var parser = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

// active is KEDA's GetMetricsAndActivity at one instant; `now` is in the trigger's zone.
func active(start, end cron.Schedule, now time.Time) bool {
	nextStart, nextEnd := start.Next(now), end.Next(now)
	if nextStart.Before(nextEnd) {
		return now.After(nextStart) && now.Before(nextEnd)
	}
	return now.After(nextStart) || now.Before(nextEnd)
}

var pairs = [][2]string{
	{"0 9 * * 1-5", "0 18 * * 1-5"},
	{"0 22 * * 1-5", "0 6 * * 2-6"},
	{"0 22 * * 1-5", "0 6 * * 1-5"},
	{"0 9 * * 1-5", "0 18 * * *"},
	{"0 0 * * 1-5", "0 0 * * 2-6"},
	{"0 0 * * 1-5", "0 0 * * *"},
	{"0 9-11 * * 1-5", "0 18 * * 1-5"},
	{"0 9 * * 1-5", "0 17,18 * * 1-5"},
	{"* 9-17 * * 1-5", "0 18 * * 1-5"},
	{"0 9 * * 1-5", "0 18 * * 6"},
	{"0 9 * * MON", "0 18 * * FRI"},
	{"0 9 * * *", "00 9 * * *"},
	{"03 * * * *", "10 * * * *"},
	{"0 3 * * *", "0 10 * * *"},
	// around the hours at which clocks change
	{"30 2 * * *", "0 18 * * *"},
	{"0 22 * * *", "30 2 * * *"},
	{"30 1 * * *", "30 3 * * *"},
	{"30 0 * * *", "30 1 * * 0"},
	{"0 0 * * *", "0 1 * * *"},
	{"0 1 * * *", "0 2 * * *"},
	{"0 3 * * 0", "0 3 * * 1"},
	{"15 23 * * *", "45 0 * * *"},
	{"*/20 0-4 * * *", "10-50/20 1-3 * * *"},
	// days of the month, months, both day fields (either matches), star bits
	{"0 9 1,15 * *", "0 18 1,15 * *"},
	{"0 9 1-7 * 1", "0 18 * * *"},
	{"30 8 */2 * *", "30 20 */2 * *"},
	{"0 8 * mar,nov sun", "0 12 * * ?"},
	{"0 6 28-31 * *", "0 6 1 * *"},
	{"0 0 1 jan *", "0 0 1 jul *"},
	{"0 7 */1 * 1-5/2", "0 19 ?/1 * 1-5/2"},
}

// Pairs of which one never fires; slow, as robfig looks five years ahead each time.
var never = [][2]string{
	{"0 9 30 2 *", "0 18 * * *"},
	{"0 9 * * 1-5", "0 9 30 2 *"},
	{"0 9 30 2 *", "0 9 31 4 *"},
}

var zones = []string{
	"UTC", "Asia/Seoul", "Asia/Kathmandu", "America/New_York", "Europe/Berlin",
	"America/St_Johns", "Australia/Sydney", "Africa/Casablanca",
	// where robfig itself errs: changes of half an hour and of two hours, at 02:45, and at midnight
	"Australia/Lord_Howe", "Antarctica/Troll", "Pacific/Chatham", "America/Santiago", "Africa/Cairo", "Asia/Beirut",
}

type testCase struct {
	Start    string `json:"start"`
	End      string `json:"end"`
	Timezone string `json:"timezone"`
	// First minute, RFC 3339.
	From    string `json:"from"`
	Minutes int    `json:"minutes"`
	// [from, to) in minutes after From.
	Active [][2]int `json:"active"`
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

type asked struct {
	from time.Time
	days int
}

// ranges are a plain week and four days around each change of the zone's clock in 2027.
func ranges(zone *time.Location) []asked {
	found := []asked{{time.Date(2026, 11, 22, 0, 0, 0, 0, zone).UTC(), 7}}
	_, offset := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC).In(zone).Zone()
	for at := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() == 2027; at = at.Add(15 * time.Minute) {
		if _, next := at.In(zone).Zone(); next != offset {
			offset = next
			found = append(found, asked{at.Truncate(24*time.Hour).AddDate(0, 0, -2), 4})
		}
	}
	return found
}

// answer asks KEDA at every minute.
func answer(pair [2]string, name string, from time.Time, minutes int) testCase {
	zone := must(time.LoadLocation(name))
	start, end := must(parser.Parse(pair[0])), must(parser.Parse(pair[1]))
	spans := [][2]int{}
	for minute := range minutes {
		if !active(start, end, from.Add(time.Duration(minute)*time.Minute).In(zone)) {
			continue
		}
		if last := len(spans) - 1; last >= 0 && spans[last][1] == minute {
			spans[last][1] = minute + 1
		} else {
			spans = append(spans, [2]int{minute, minute + 1})
		}
	}
	return testCase{pair[0], pair[1], name, from.Format(time.RFC3339), minutes, spans}
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "dated" {
		printDated()
		return
	}
	var questions []func() testCase
	for _, name := range zones {
		for _, asked := range ranges(must(time.LoadLocation(name))) {
			for _, pair := range pairs {
				questions = append(questions, func() testCase { return answer(pair, name, asked.from, asked.days*24*60) })
			}
		}
	}
	for _, pair := range never {
		from := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
		questions = append(questions, func() testCase { return answer(pair, "Asia/Seoul", from, 24*60) })
	}

	lines := make([]string, len(questions))
	var waiting sync.WaitGroup
	slots := make(chan struct{}, runtime.NumCPU())
	for index, question := range questions {
		waiting.Add(1)
		go func() {
			defer waiting.Done()
			slots <- struct{}{}
			lines[index] = string(must(json.Marshal(question())))
			<-slots
		}()
	}
	waiting.Wait()

	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
}
