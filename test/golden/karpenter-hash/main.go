// Karpenter-hash writes what Karpenter itself says of an edit: whether the hash of a NodePool or an EC2NodeClass changes, whether a
// node still meets requirements, how many nodes a budget allows, and what an upgrade does to hashes. One answer a line.
// test/capacity/drift compares capacity/drift with it. How to make it again is in README.md.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
)

type row map[string]any

var karpenter = os.Args[1]

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	if len(os.Args) > 2 && os.Args[2] == "maintenance" {
		write(maintenanceRows())
		return
	}
	write(hashRows(), requirementRows(), selectorRows(), annotationRows(), upgradeRows(), budgetRows())
}

func write(rows ...[]row) {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for _, each := range slices.Concat(rows...) {
		each["karpenter"] = karpenter
		if err := encoder.Encode(each); err != nil {
			panic(err)
		}
	}
}
