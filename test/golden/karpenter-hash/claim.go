package main

import (
	"context"

	v1 "github.com/aws/karpenter-provider-aws/pkg/apis/v1"
	classhash "github.com/aws/karpenter-provider-aws/pkg/controllers/nodeclass/hash"
	"github.com/awslabs/operatorpkg/status"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/utils/clock"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
	karpv1 "sigs.k8s.io/karpenter/pkg/apis/v1"
	"sigs.k8s.io/karpenter/pkg/cloudprovider"
	"sigs.k8s.io/karpenter/pkg/controllers/nodeclaim/disruption"
	poolhash "sigs.k8s.io/karpenter/pkg/controllers/nodepool/hash"
)

// provider stands in for the cloud: it knows the node class's kind, and finds nothing drifted by itself.
type provider struct{ cloudprovider.CloudProvider }

func (provider) GetSupportedNodeClasses() []status.Object { return []status.Object{&v1.EC2NodeClass{}} }

func (provider) IsDrifted(context.Context, *karpv1.NodeClaim) (cloudprovider.DriftReason, error) {
	return "", nil
}

func poolOf(requirements []any, annotations map[string]string) *karpv1.NodePool {
	pool := nodePool(map[string]any{"template": map[string]any{"spec": map[string]any{
		"requirements": requirements, "nodeClassRef": map[string]any{"group": "karpenter.k8s.aws", "kind": "EC2NodeClass", "name": "class"}}}})
	pool.ObjectMeta = metav1.ObjectMeta{Name: "pool", Annotations: annotations}
	return pool
}

func claimOf(labels, annotations map[string]string) *karpv1.NodeClaim {
	all := map[string]string{karpv1.NodePoolLabelKey: "pool"}
	for key, value := range labels {
		all[key] = value
	}
	claim := &karpv1.NodeClaim{
		ObjectMeta: metav1.ObjectMeta{Name: "claim", Labels: all, Annotations: annotations, CreationTimestamp: metav1.Now()},
		Spec:       karpv1.NodeClaimSpec{NodeClassRef: &karpv1.NodeClassReference{Group: "karpenter.k8s.aws", Kind: "EC2NodeClass", Name: "class"}},
	}
	claim.StatusConditions().SetTrue(karpv1.ConditionTypeLaunched)
	return claim
}

func clientOf(objects ...client.Object) client.Client {
	field := func(of func(*karpv1.NodeClassReference) string) client.IndexerFunc {
		return func(object client.Object) []string { return []string{of(object.(*karpv1.NodeClaim).Spec.NodeClassRef)} }
	}
	return fake.NewClientBuilder().WithScheme(scheme.Scheme).WithObjects(objects...).WithStatusSubresource(&karpv1.NodeClaim{}).
		WithIndex(&karpv1.NodeClaim{}, "spec.nodeClassRef.group", field(func(ref *karpv1.NodeClassReference) string { return ref.Group })).
		WithIndex(&karpv1.NodeClaim{}, "spec.nodeClassRef.kind", field(func(ref *karpv1.NodeClassReference) string { return ref.Kind })).
		WithIndex(&karpv1.NodeClaim{}, "spec.nodeClassRef.name", field(func(ref *karpv1.NodeClassReference) string { return ref.Name })).
		Build()
}

// driftOf is the reason that core's own controller writes onto a claim; "" when it is not drifted.
func driftOf(pool *karpv1.NodePool, claim *karpv1.NodeClaim) string {
	controller := disruption.NewController(clock.RealClock{}, clientOf(pool, claim), provider{})
	must(controller.Reconcile(context.Background(), claim))
	if condition := claim.StatusConditions().Get(karpv1.ConditionTypeDrifted); condition != nil && condition.IsTrue() {
		return condition.Reason
	}
	return ""
}

// node is an m5.large as Karpenter labels it, with a label of the pool's own.
var node = map[string]string{
	"node.kubernetes.io/instance-type":            "m5.large",
	"kubernetes.io/arch":                          "amd64",
	"kubernetes.io/os":                            "linux",
	"topology.kubernetes.io/zone":                 "eu-west-1a",
	"topology.kubernetes.io/region":               "eu-west-1",
	"karpenter.sh/capacity-type":                  "on-demand",
	"karpenter.k8s.aws/instance-category":         "m",
	"karpenter.k8s.aws/instance-family":           "m5",
	"karpenter.k8s.aws/instance-generation":       "5",
	"karpenter.k8s.aws/instance-size":             "large",
	"karpenter.k8s.aws/instance-cpu":              "2",
	"karpenter.k8s.aws/instance-cpu-manufacturer": "intel",
	"karpenter.k8s.aws/instance-memory":           "8192",
	"karpenter.k8s.aws/instance-hypervisor":       "nitro",
	"team":                                        "a",
}

// requirementRows ask core whether that node still meets other requirements.
func requirementRows() []row {
	rows := []row{{"what": "node", "labels": node}}
	ask := func(requirements ...any) {
		reason := driftOf(poolOf(requirements, nil), claimOf(node, nil))
		rows = append(rows, row{"what": "requirements", "requirements": requirements, "reason": reason})
	}
	need := func(key, operator string, values ...string) map[string]any {
		requirement := map[string]any{"key": key, "operator": operator}
		if len(values) > 0 {
			requirement["values"] = values
		}
		return requirement
	}
	ask()
	for _, key := range sorted(node) {
		value := node[key]
		ask(need(key, "In", value))
		ask(need(key, "In", "other"))
		ask(need(key, "In", "other", value))
		ask(need(key, "NotIn", value))
		ask(need(key, "NotIn", "other"))
		ask(need(key, "Exists"))
		ask(need(key, "DoesNotExist"))
	}
	for _, key := range []string{"karpenter.k8s.aws/instance-gpu-count", "karpenter.k8s.aws/instance-gpu-name", "karpenter.k8s.aws/instance-local-nvme", "rack"} {
		ask(need(key, "In", "1"))
		ask(need(key, "NotIn", "1"))
		ask(need(key, "Exists"))
		ask(need(key, "DoesNotExist"))
		ask(need(key, "Gt", "0"))
		ask(need(key, "Lt", "8"))
	}
	for _, operator := range []string{"Gt", "Lt", "Gte", "Lte"} {
		for _, bound := range []string{"1", "2", "3"} {
			ask(need("karpenter.k8s.aws/instance-cpu", operator, bound))
		}
	}
	ask(need("karpenter.k8s.aws/instance-cpu", "Gt", "1"), need("karpenter.k8s.aws/instance-cpu", "Lt", "8"))
	ask(need("karpenter.k8s.aws/instance-cpu", "Gt", "4"), need("karpenter.k8s.aws/instance-cpu", "Lt", "8"))
	ask(need("karpenter.k8s.aws/instance-family", "In", "m5", "c5"), need("karpenter.k8s.aws/instance-family", "NotIn", "m5"))
	ask(map[string]any{"key": "karpenter.k8s.aws/instance-family", "operator": "In", "values": []string{"m5", "c5"}, "minValues": 2})
	ask(need("failure-domain.beta.kubernetes.io/zone", "In", "eu-west-1a"))
	ask(need("failure-domain.beta.kubernetes.io/zone", "In", "eu-west-1b"))
	ask(need("beta.kubernetes.io/instance-type", "In", "m5.large"))
	return rows
}

// annotationRows ask core what hashes and their versions on NodePool and NodeClaim decide.
func annotationRows() []row {
	rows := []row{}
	marks := func(hash, version string) map[string]string {
		annotations := map[string]string{}
		if hash != "" {
			annotations[karpv1.NodePoolHashAnnotationKey] = hash
		}
		if version != "" {
			annotations[karpv1.NodePoolHashVersionAnnotationKey] = version
		}
		return annotations
	}
	for _, claim := range [][2]string{{"1", "v3"}, {"2", "v3"}, {"2", "v2"}, {"", "v3"}, {"2", ""}, {"", ""}} {
		reason := driftOf(poolOf([]any{}, marks("1", "v3")), claimOf(nil, marks(claim[0], claim[1])))
		rows = append(rows, row{"what": "annotations", "pool": []string{"1", "v3"}, "claim": claim, "reason": reason})
	}
	return rows
}

// upgradeRows play an edit beside an upgrade that changes the hash's version: which controller sees the edit first decides.
func upgradeRows() []row {
	ctx := context.Background()
	rows := []row{}
	classOf := func(tag string) *v1.EC2NodeClass {
		class := nodeClass(map[string]any{"amiSelectorTerms": []any{map[string]any{"alias": "al2023@v1"}}, "role": "r", "tags": map[string]any{"team": tag}})
		class.ObjectMeta = metav1.ObjectMeta{Name: "class"}
		return class
	}
	play := func(edit, order string, drifted bool, run func(client.Client)) {
		class := classOf("a")
		old := map[string]string{v1.AnnotationEC2NodeClassHash: "old", v1.AnnotationEC2NodeClassHashVersion: "v0"}
		class.Annotations = old
		claim := claimOf(nil, map[string]string{v1.AnnotationEC2NodeClassHash: "old", v1.AnnotationEC2NodeClassHashVersion: "v0"})
		if drifted {
			claim.StatusConditions().SetTrueWithReason(karpv1.ConditionTypeDrifted, "NodeClassDrift", "NodeClassDrift")
		}
		c := clientOf(class, claim)
		run(c)
		stored, node := &v1.EC2NodeClass{}, &karpv1.NodeClaim{}
		if err := c.Get(ctx, client.ObjectKey{Name: "class"}, stored); err != nil {
			panic(err)
		}
		if err := c.Get(ctx, client.ObjectKey{Name: "claim"}, node); err != nil {
			panic(err)
		}
		same := stored.Annotations[v1.AnnotationEC2NodeClassHash] == node.Annotations[v1.AnnotationEC2NodeClassHash] &&
			stored.Annotations[v1.AnnotationEC2NodeClassHashVersion] == node.Annotations[v1.AnnotationEC2NodeClassHashVersion]
		rows = append(rows, row{"what": "upgrade", "object": "EC2NodeClass", "edit": edit, "order": order, "upToDate": same})
	}
	reconcile := func(c client.Client) {
		class := &v1.EC2NodeClass{}
		if err := c.Get(ctx, client.ObjectKey{Name: "class"}, class); err != nil {
			panic(err)
		}
		must(classhash.NewController(c, nil).Reconcile(ctx, class))
	}
	write := func(c client.Client) {
		class := &v1.EC2NodeClass{}
		if err := c.Get(ctx, client.ObjectKey{Name: "class"}, class); err != nil {
			panic(err)
		}
		class.Spec = classOf("b").Spec
		if err := c.Update(ctx, class); err != nil {
			panic(err)
		}
	}
	play("none", "upgrade alone", false, reconcile)
	play("tags", "edit, then the new controller", false, func(c client.Client) { write(c); reconcile(c) })
	play("tags", "the new controller, then edit", false, func(c client.Client) { reconcile(c); write(c); reconcile(c) })
	play("tags", "edit seen by the old controller, then the new one", true, func(c client.Client) { write(c); reconcile(c) })

	for _, order := range []string{"edit, then the new controller", "the new controller, then edit"} {
		pool := poolOf([]any{}, map[string]string{karpv1.NodePoolHashAnnotationKey: "old", karpv1.NodePoolHashVersionAnnotationKey: "v0"})
		claim := claimOf(nil, map[string]string{karpv1.NodePoolHashAnnotationKey: "old", karpv1.NodePoolHashVersionAnnotationKey: "v0"})
		c := clientOf(pool, claim)
		edit := func() {
			if err := c.Get(ctx, client.ObjectKey{Name: "pool"}, pool); err != nil {
				panic(err)
			}
			pool.Spec.Template.Labels = map[string]string{"team": "b"}
			if err := c.Update(ctx, pool); err != nil {
				panic(err)
			}
		}
		hash := func() {
			if err := c.Get(ctx, client.ObjectKey{Name: "pool"}, pool); err != nil {
				panic(err)
			}
			must(poolhash.NewController(c, provider{}).Reconcile(ctx, pool))
		}
		if order == "edit, then the new controller" {
			edit()
		} else {
			hash()
			edit()
		}
		hash()
		node := &karpv1.NodeClaim{}
		if err := c.Get(ctx, client.ObjectKey{Name: "claim"}, node); err != nil {
			panic(err)
		}
		same := pool.Annotations[karpv1.NodePoolHashAnnotationKey] == node.Annotations[karpv1.NodePoolHashAnnotationKey]
		rows = append(rows, row{"what": "upgrade", "object": "NodePool", "edit": "labels", "order": order, "upToDate": same})
	}
	return rows
}
