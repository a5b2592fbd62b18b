package main

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// dated answers the triggers of windows on dates, as test/capacity/windows/datedCases.ts wrote them, over a range with a leap day. KEDA is asked
// at each minute at which a schedule fires, at the minutes around it, and twice a day: in between its answer stays.
func dated() []string {
	from := time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC)
	minutes := int(time.Date(2029, 1, 1, 0, 0, 0, 0, time.UTC).Sub(from) / time.Minute)
	answers := []string{}
	for _, line := range strings.Split(strings.TrimSpace(string(must(os.ReadFile("dated-cases.jsonl")))), "\n") {
		var each testCase
		if err := json.Unmarshal([]byte(line), &each); err != nil {
			panic(err)
		}
		zone := must(time.LoadLocation(each.Timezone))
		start, end := must(parser.Parse(each.Start)), must(parser.Parse(each.End))
		asked := map[int]bool{}
		for _, schedule := range []interface{ Next(time.Time) time.Time }{start, end} {
			for at := schedule.Next(from.Add(-time.Minute).In(zone)); !at.IsZero(); at = schedule.Next(at) {
				minute := int(at.Sub(from) / time.Minute)
				if minute >= minutes {
					break
				}
				asked[minute-1], asked[minute], asked[minute+1] = true, true, true
			}
		}
		for minute := 0; minute < minutes; minute += 720 {
			asked[minute] = true
		}
		spans, open := [][2]int{}, -1
		for minute := range minutes {
			if !asked[minute] {
				continue
			}
			switch isActive := active(start, end, from.Add(time.Duration(minute)*time.Minute).In(zone)); {
			case isActive && open < 0:
				open = minute
			case !isActive && open >= 0:
				spans, open = append(spans, [2]int{open, minute}), -1
			}
		}
		if open >= 0 {
			spans = append(spans, [2]int{open, minutes})
		}
		answers = append(answers, string(must(json.Marshal(testCase{each.Start, each.End, each.Timezone, from.Format(time.RFC3339), minutes, slices.Clip(spans)}))))
	}
	return answers
}

func printDated() {
	for _, line := range dated() {
		fmt.Println(line)
	}
}
