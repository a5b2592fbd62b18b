package main

import (
	_ "github.com/aws/karpenter-provider-aws/pkg/apis"
	_ "github.com/aws/karpenter-provider-aws/pkg/controllers/nodeclass/hash"
	_ "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	_ "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	_ "sigs.k8s.io/controller-runtime/pkg/client/fake"
	_ "sigs.k8s.io/karpenter/pkg/controllers/nodeclaim/disruption"
	_ "sigs.k8s.io/karpenter/pkg/controllers/nodepool/hash"
)

func main() {}
