package main

import (
	"sort"
	"strings"

	v1 "github.com/aws/karpenter-provider-aws/pkg/apis/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	karpv1 "sigs.k8s.io/karpenter/pkg/apis/v1"
)

type step = any

type absentType struct{}

var absent = absentType{}

// sample is a value for a field of the CRD; variants 0 and 1 differ in every leaf.
func sample(name string, s apiextensionsv1.JSONSchemaProps, variant int) any {
	pick := func(values ...any) any { return values[variant] }
	switch {
	case name == "alias":
		return pick("al2023@v20250101", "al2023@v20250202")
	case name == "volumeSize":
		return pick("20Gi", "30Gi")
	case strings.Contains(s.Pattern, "s|m|h") || strings.Contains(s.Pattern, "h|m") || name == "evictionSoftGracePeriod.key":
		return pick("1h", "2h")
	case s.Format == "date-time":
		return pick("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z")
	case len(s.Enum) > 1:
		return pick(strings.Trim(string(s.Enum[0].Raw), `"`), strings.Trim(string(s.Enum[1].Raw), `"`))
	case len(s.Enum) == 1:
		return pick(strings.Trim(string(s.Enum[0].Raw), `"`), "other")
	case s.XIntOrString:
		return pick("1", "2")
	case s.Type == "string":
		return pick("a", "b")
	case s.Type == "integer" || s.Type == "number":
		return pick(1, 2)
	case s.Type == "boolean":
		return pick(true, false)
	case s.Type == "array":
		return []any{sample(name, *s.Items.Schema, variant)}
	case s.AdditionalProperties != nil:
		return map[string]any{"key": sample(name+".key", *s.AdditionalProperties.Schema, variant)}
	case len(s.Properties) > 0:
		object := map[string]any{}
		for _, field := range sorted(s.Properties) {
			object[field] = sample(field, s.Properties[field], variant)
		}
		return object
	case s.XPreserveUnknownFields != nil && *s.XPreserveUnknownFields:
		return map[string]any{"maxPods": pick(10, 20), "kubeReserved": map[string]any{"cpu": "1"}, "clusterDNS": []any{"10.0.0.10", "10.0.0.11"}}
	}
	panic("no sample for " + name)
}

func sorted[T any](of map[string]T) []string {
	names := []string{}
	for name := range of {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// with sets a value in a copy of a spec, or takes it out.
func with(spec any, path []step, value any) any {
	if len(path) == 0 {
		return value
	}
	switch at := path[0].(type) {
	case string:
		object := map[string]any{}
		if given, ok := spec.(map[string]any); ok {
			for key, member := range given {
				object[key] = member
			}
		}
		inner := with(object[at], path[1:], value)
		if inner == any(absent) {
			delete(object, at)
		} else {
			object[at] = inner
		}
		return object
	case int:
		list := append([]any{}, spec.([]any)...)
		list[at] = with(list[at], path[1:], value)
		return list
	}
	panic(path)
}

type editor struct {
	kind string
	base any
	rows []row
}

func (e *editor) add(path []step, edit string, before, after any) {
	caBefore, caAfter := (*string)(nil), (*string)(nil)
	specBefore, specAfter := e.base, e.base
	if len(path) == 1 && path[0] == "$caBundle" {
		caBefore, caAfter = textOf(before), textOf(after)
	} else {
		specBefore, specAfter = with(e.base, path, before), with(e.base, path, after)
	}
	each := row{"what": "hash", "object": e.kind, "path": path, "edit": edit,
		"changed": hashOf(e.kind, specBefore, caBefore) != hashOf(e.kind, specAfter, caAfter)}
	if before != any(absent) {
		each["before"] = before
	}
	if after != any(absent) {
		each["after"] = after
	}
	e.rows = append(e.rows, each)
}

func textOf(value any) *string {
	if text, ok := value.(string); ok {
		return &text
	}
	return nil
}

func at(path []step, next step) []step { return append(append([]step{}, path...), next) }

// walk edits a field and all below it, as the CRD has them.
func (e *editor) walk(name string, s apiextensionsv1.JSONSchemaProps, path []step) {
	one, other := sample(name, s, 0), sample(name, s, 1)
	e.add(path, "removed", one, absent)
	switch {
	case s.Type == "array":
		first, second := one.([]any)[0], other.([]any)[0]
		e.add(path, "empty list", absent, []any{})
		e.add(path, "one more", one, []any{first, second})
		e.add(path, "another", one, other)
		e.add(path, "order", []any{first, second}, []any{second, first})
		e.add(path, "twice", one, []any{first, first})
		e.add(path, "three times", one, []any{first, first, first})
		e.add(path, "another, both twice", []any{first, first}, []any{second, second})
		e.add(path, "twice beside one", []any{first, first, second}, other)
		if s.Items.Schema.Type == "object" {
			e.walkFields(*s.Items.Schema, at(path, 0))
		}
	case s.AdditionalProperties != nil:
		value := one.(map[string]any)["key"]
		e.add(path, "empty map", absent, map[string]any{})
		e.add(path, "another value", one, other)
		e.add(path, "another key", one, map[string]any{"other": value})
		e.add(path, "one more", one, map[string]any{"key": value, "other": value})
		if s.AdditionalProperties.Schema.Type == "string" && !strings.HasPrefix(name, "evictionSoftGrace") {
			e.add(path, "empty value", map[string]any{}, map[string]any{"key": ""})
		}
	case s.XPreserveUnknownFields != nil && *s.XPreserveUnknownFields:
		e.add(path, "empty object", absent, map[string]any{})
		e.add(path, "another value", one, other)
		e.add(at(path, "clusterDNS"), "order", []any{"a", "b"}, []any{"b", "a"})
		e.add(at(path, "kubeReserved"), "order of keys", map[string]any{"cpu": "1", "memory": "1Gi"}, map[string]any{"memory": "1Gi", "cpu": "1"})
		e.add(at(path, "kubeReserved"), "equal quantity", map[string]any{"memory": "1Gi"}, map[string]any{"memory": "1024Mi"})
		e.add(at(path, "evictionSoftGracePeriod"), "equal duration", map[string]any{"memory.available": "1m"}, map[string]any{"memory.available": "60s"})
		e.add(at(path, "unknownField"), "added", absent, "a")
		e.add(at(path, "podsPerCore"), "zero", absent, 0)
	case len(s.Properties) > 0:
		e.add(path, "empty object", absent, map[string]any{})
		e.walkFields(s, path)
	default:
		e.add(path, "another value", one, other)
		if s.Default != nil {
			e.add(path, "the default written out", absent, copied(s.Default))
		}
		e.zero(name, s, path)
	}
}

func (e *editor) walkFields(s apiextensionsv1.JSONSchemaProps, path []step) {
	for _, field := range sorted(s.Properties) {
		e.walk(field, s.Properties[field], at(path, field))
	}
}

// zero edits that Go's zero values could hide, and other spellings of one value.
func (e *editor) zero(name string, s apiextensionsv1.JSONSchemaProps, path []step) {
	switch {
	case name == "alias":
		e.add(path, "@latest", "al2023@v20250101", "al2023@latest")
	case name == "volumeSize":
		e.add(path, "equal quantity", "1Ti", "1024Gi")
		e.add(path, "decimal", "1T", "1000G")
		e.add(path, "binary and decimal", "1Ti", "1T")
	case sample(name, s, 0) == "1h":
		e.add(path, "equal duration", "1h", "60m")
		e.add(path, "equal duration in parts", "1h30m", "90m")
		e.add(path, "zero", absent, "0s")
		if strings.Contains(s.Pattern, "Never") {
			e.add(path, "never", "1h", "Never")
			e.add(path, "never and zero", "Never", "0s")
		}
	case s.Format == "date-time":
		e.add(path, "equal time", "2026-01-01T00:00:00Z", "2026-01-01T01:00:00+01:00")
	case s.Type == "string" && !s.XIntOrString:
		e.add(path, "empty", absent, "")
	case s.Type == "integer":
		e.add(path, "zero", absent, 0)
	case s.Type == "boolean":
		e.add(path, "false", absent, false)
	}
}

func hashRows() []row {
	rows := []row{{"what": "versions", "nodePool": karpv1.NodePoolHashVersion, "nodeClass": v1.EC2NodeClassHashVersion}}
	for _, kind := range []string{"NodePool", "EC2NodeClass"} {
		schema := props(kind)
		e := &editor{kind: kind, base: copied(sample("spec", schema, 0))}
		rows = append(rows, row{"what": "base", "object": kind, "spec": e.base})
		e.walkFields(schema, nil)
		if kind == "EC2NodeClass" {
			e.families()
		}
		rows = append(rows, e.rows...)
	}
	return rows
}

// families are edits of the family as an alias gives it, and of what is not in the spec.
func (e *editor) families() {
	e.base = with(e.base, []step{"amiFamily"}, absent)
	spec := func(family, alias any) any {
		object := with(e.base, []step{"amiSelectorTerms"}, []any{map[string]any{"alias": alias}})
		return with(object, []step{"amiFamily"}, family)
	}
	e.add([]step{}, "family written beside its alias", spec(absent, "al2023@v1"), spec("AL2023", "al2023@v1"))
	e.add([]step{}, "family by the alias", spec(absent, "al2023@v1"), spec(absent, "bottlerocket@v1"))
	e.add([]step{}, "version by the alias", spec(absent, "al2023@v1"), spec(absent, "al2023@v2"))
	e.add([]step{}, "custom beside the alias", spec(absent, "al2023@v1"), spec("Custom", "al2023@v1"))
	for _, alias := range []string{"al2", "al2023", "bottlerocket", "windows2019", "windows2022", "windows2025"} {
		e.add([]step{}, "alias in place of custom", spec("Custom", "al2023@v1"), spec(absent, alias+"@latest"))
	}
	e.add([]step{"$caBundle"}, "CA bundle", "one", "other")
	e.add([]step{"$caBundle"}, "no CA bundle", "one", absent)
	e.add([]step{"$caBundle"}, "empty CA bundle", absent, "")
}
