package main

import (
	"encoding/json"

	"github.com/aws/karpenter-provider-aws/pkg/apis"
	v1 "github.com/aws/karpenter-provider-aws/pkg/apis/v1"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	karpv1 "sigs.k8s.io/karpenter/pkg/apis/v1"
)

// props is the schema of a kind's spec in the module's own CRD.
func props(kind string) apiextensionsv1.JSONSchemaProps {
	for _, crd := range apis.CRDs {
		if crd.Spec.Names.Kind == kind {
			return crd.Spec.Versions[0].Schema.OpenAPIV3Schema.Properties["spec"]
		}
	}
	panic(kind)
}

// stored is a spec as the API server stores it: unknown fields pruned, nulls pruned, defaults set.
func stored(kind string, spec any) map[string]any {
	root := apiextensionsv1.JSONSchemaProps{Type: "object", Properties: map[string]apiextensionsv1.JSONSchemaProps{"spec": props(kind)}}
	internal := apiextensions.JSONSchemaProps{}
	if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&root, &internal, nil); err != nil {
		panic(err)
	}
	structural := must(schema.NewStructural(&internal))
	object := map[string]any{"spec": copied(spec)}
	pruning.Prune(object, structural, true)
	defaulting.PruneNonNullableNullsWithoutDefaults(object, structural)
	defaulting.Default(object, structural)
	return object
}

// copied goes through JSON, as a request does.
func copied(value any) any {
	var into any
	if err := json.Unmarshal(must(json.Marshal(value)), &into); err != nil {
		panic(err)
	}
	return into
}

func decoded[T any](kind string, spec any) *T {
	into := new(T)
	if err := json.Unmarshal(must(json.Marshal(stored(kind, spec))), into); err != nil {
		panic(err)
	}
	return into
}

func nodePool(spec any) *karpv1.NodePool  { return decoded[karpv1.NodePool]("NodePool", spec) }
func nodeClass(spec any) *v1.EC2NodeClass { return decoded[v1.EC2NodeClass]("EC2NodeClass", spec) }

// hashOf is Karpenter's own hash.
func hashOf(kind string, spec any, caBundle *string) string {
	if kind == "NodePool" {
		return nodePool(spec).Hash()
	}
	return nodeClass(spec).Hash(caBundle)
}
