package main

import (
	"context"
	"fmt"
	"reflect"
	"sort"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	v1 "github.com/aws/karpenter-provider-aws/pkg/apis/v1"
	awsprovider "github.com/aws/karpenter-provider-aws/pkg/cloudprovider"
	"github.com/aws/karpenter-provider-aws/pkg/controllers/nodeclass"
	ec2fake "github.com/aws/karpenter-provider-aws/pkg/fake"
	awsoptions "github.com/aws/karpenter-provider-aws/pkg/operator/options"
	"github.com/aws/karpenter-provider-aws/pkg/providers/amifamily"
	"github.com/aws/karpenter-provider-aws/pkg/providers/capacityreservation"
	"github.com/aws/karpenter-provider-aws/pkg/providers/instance"
	"github.com/aws/karpenter-provider-aws/pkg/providers/instancetype"
	"github.com/aws/karpenter-provider-aws/pkg/providers/placementgroup"
	"github.com/aws/karpenter-provider-aws/pkg/providers/securitygroup"
	"github.com/aws/karpenter-provider-aws/pkg/providers/ssm"
	"github.com/aws/karpenter-provider-aws/pkg/providers/subnet"
	"github.com/patrickmn/go-cache"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/clock"
	"sigs.k8s.io/controller-runtime/pkg/reconcile"
	karpv1 "sigs.k8s.io/karpenter/pkg/apis/v1"
	corecloud "sigs.k8s.io/karpenter/pkg/cloudprovider"
	"sigs.k8s.io/karpenter/pkg/operator/options"
	"sigs.k8s.io/karpenter/pkg/scheduling"
)

// minor answers with the Kubernetes minor of the cluster.
type minor string

func (m minor) Get(context.Context) string { return string(m) }

// parameters answers each parameter of SSM with an AMI of its own, which it adds to EC2's.
type parameters struct{ images *[]ec2types.Image }

func (p parameters) Get(_ context.Context, parameter ssm.Parameter) (string, error) {
	id := "ami-" + strings.NewReplacer("/", "-", "@", "-").Replace(strings.Trim(parameter.Name, "/"))
	architecture := "x86_64"
	if strings.Contains(parameter.Name, "arm64") {
		architecture = "arm64"
	}
	*p.images = append(*p.images, image(id, architecture, "2026-01-01T00:00:00Z", nil))
	return id, nil
}

// instances answers with the node that is asked about.
type instances struct {
	instance.Provider
	node *instance.Instance
}

func (i instances) Get(context.Context, string, ...instance.Options) (*instance.Instance, error) {
	return i.node, nil
}

// types are those of the nodes.
type types struct{ instancetype.Provider }

func (types) List(context.Context, instancetype.NodeClass) ([]*corecloud.InstanceType, error) {
	return nodeTypes, nil
}

// groups knows no placement group.
type groups struct{ placementgroup.Provider }

func (groups) Get(context.Context, placementgroup.NodeClass) (*placementgroup.PlacementGroup, error) {
	return nil, nil
}

func nodeType(name, architecture string) *corecloud.InstanceType {
	return &corecloud.InstanceType{Name: name, Requirements: scheduling.NewRequirements(
		scheduling.NewRequirement("node.kubernetes.io/instance-type", "In", name),
		scheduling.NewRequirement("kubernetes.io/arch", "In", architecture),
		scheduling.NewRequirement("karpenter.k8s.aws/instance-gpu-count", "DoesNotExist"),
		scheduling.NewRequirement("karpenter.k8s.aws/instance-accelerator-count", "DoesNotExist"),
	)}
}

var nodeTypes = []*corecloud.InstanceType{nodeType("m5.large", "amd64"), nodeType("m7g.large", "arm64")}

func image(id, architecture, created string, tags map[string]string) ec2types.Image {
	all := []ec2types.Tag{}
	for _, key := range sorted(tags) {
		all = append(all, ec2types.Tag{Key: aws.String(key), Value: aws.String(tags[key])})
	}
	return ec2types.Image{ImageId: aws.String(id), Name: aws.String(id), Architecture: ec2types.ArchitectureValues(architecture),
		CreationDate: aws.String(created), State: ec2types.ImageStateAvailable, Tags: all}
}

func reservation(id string) ec2types.CapacityReservation {
	return ec2types.CapacityReservation{CapacityReservationId: aws.String(id), OwnerId: aws.String("1"), AvailabilityZone: aws.String("test-zone-1a"),
		InstanceType: aws.String("m5.large"), AvailableInstanceCount: aws.Int32(1), State: ec2types.CapacityReservationStateActive,
		InstanceMatchCriteria: ec2types.InstanceMatchCriteriaTargeted, ReservationType: ec2types.CapacityReservationTypeDefault}
}

// resolved is a class with the status that Karpenter's own controllers give it, of the module's own EC2.
func resolved(spec any, kubernetes string) *v1.EC2NodeClass {
	images := []ec2types.Image{
		image("ami-old", "x86_64", "2025-01-01T00:00:00Z", map[string]string{"line": "own"}),
		image("ami-new", "x86_64", "2025-06-01T00:00:00Z", map[string]string{"line": "own"}),
		image("ami-arm", "arm64", "2025-03-01T00:00:00Z", nil),
	}
	api := ec2fake.NewEC2API()
	api.DescribeCapacityReservationsOutput.Set(&ec2.DescribeCapacityReservationsOutput{CapacityReservations: []ec2types.CapacityReservation{reservation("cr-1"), reservation("cr-2")}})
	memory := func() *cache.Cache { return cache.New(cache.NoExpiration, cache.NoExpiration) }
	class := nodeClass(spec)
	class.ObjectMeta = metav1.ObjectMeta{Name: "class"}
	class.Annotations = map[string]string{v1.AnnotationEC2NodeClassHash: class.Hash(nil), v1.AnnotationEC2NodeClassHashVersion: v1.EC2NodeClassHashVersion}
	amis := amifamily.NewDefaultProvider(clock.RealClock{}, minor(kubernetes), parameters{&images}, api, memory())
	// parameters add images, so the queries come first
	must(amis.DescribeImageQueries(context.Background(), class))
	api.DescribeImagesOutput.Set(&ec2.DescribeImagesOutput{Images: images})
	for _, controller := range []interface {
		Reconcile(context.Context, *v1.EC2NodeClass) (reconcile.Result, error)
	}{
		nodeclass.NewAMIReconciler(clock.RealClock{}, amis),
		nodeclass.NewSubnetReconciler(clock.RealClock{}, subnet.NewDefaultProvider(api, memory(), memory())),
		nodeclass.NewSecurityGroupReconciler(clock.RealClock{}, securitygroup.NewDefaultProvider(api, memory())),
		nodeclass.NewCapacityReservationReconciler(clock.RealClock{}, capacityreservation.NewProvider(api, clock.RealClock{}, memory(), memory())),
	} {
		must(controller.Reconcile(context.Background(), class))
	}
	return class
}

// providerOf is the AWS provider with what answers for one node; its constructor takes other arguments in each version.
func providerOf(class *v1.EC2NodeClass, node *instance.Instance) *awsprovider.CloudProvider {
	given := []any{types{}, instances{node: node}, groups{}, clientOf(poolOf([]any{}, nil), class)}
	constructor := reflect.ValueOf(awsprovider.New)
	arguments := []reflect.Value{}
	for index := range constructor.Type().NumIn() {
		wanted := constructor.Type().In(index)
		if constructor.Type().IsVariadic() && index == constructor.Type().NumIn()-1 {
			break
		}
		argument := reflect.Zero(wanted)
		for _, each := range given {
			if wanted.Kind() == reflect.Interface && reflect.TypeOf(each).Implements(wanted) {
				argument = reflect.ValueOf(each)
			}
		}
		arguments = append(arguments, argument)
	}
	return constructor.Call(arguments)[0].Interface().(*awsprovider.CloudProvider)
}

// launched are the nodes that a class may have: one for each of its AMIs, subnets and reservations.
func launched(class *v1.EC2NodeClass) []*instance.Instance {
	groupIDs := []string{}
	for _, group := range class.Status.SecurityGroups {
		groupIDs = append(groupIDs, group.ID)
	}
	subnets := append([]v1.Subnet{}, class.Status.Subnets...)
	sort.Slice(subnets, func(i, j int) bool { return subnets[i].ID < subnets[j].ID })
	nodes := []*instance.Instance{}
	for _, nodeType := range nodeTypes {
		mapped := amifamily.MapToInstanceTypes([]*corecloud.InstanceType{nodeType}, class.Status.AMIs)
		for _, ami := range sorted(mapped) {
			for _, subnet := range subnets {
				add := func(details *instance.CapacityReservationDetails) {
					nodes = append(nodes, &instance.Instance{ID: "i-0123456789abcdef0", ImageID: ami, Type: ec2types.InstanceType(nodeType.Name),
						Zone: subnet.Zone, SubnetID: subnet.ID, SecurityGroupIDs: groupIDs, CapacityReservationDetails: details})
				}
				add(nil)
				for _, reservation := range class.Status.CapacityReservations {
					add(&instance.CapacityReservationDetails{ID: reservation.ID, Type: v1.CapacityReservationTypeDefault})
				}
			}
		}
	}
	return nodes
}

// selectorRows ask the AWS provider which nodes an edit of what a class selects makes drift.
func selectorRows() []row {
	rows := []row{}
	base := map[string]any{"role": "r",
		"amiSelectorTerms": ids("ami-old", "ami-arm"), "subnetSelectorTerms": ids("subnet-test1", "subnet-test2"), "securityGroupSelectorTerms": ids("sg-test1", "sg-test2")}
	play := func(edit, field string, before, after any, minors ...string) {
		if len(minors) == 0 {
			minors = []string{"1.35", "1.35"}
		}
		was, is := with(base, []step{field}, before), with(base, []step{field}, after)
		old, now := resolved(was, minors[0]), resolved(is, minors[1])
		nodes := []row{}
		for _, node := range launched(old) {
			claim := claimOf(map[string]string{"node.kubernetes.io/instance-type": string(node.Type)}, old.Annotations)
			claim.Status = karpv1.NodeClaimStatus{ProviderID: "aws:///" + node.Zone + "/" + node.ID, ImageID: node.ImageID}
			ctx := awsoptions.ToContext(options.ToContext(context.Background(), &options.Options{}), &awsoptions.Options{})
			reason := must(providerOf(now, node).IsDrifted(ctx, claim))
			each := row{"type": node.Type, "subnet": node.SubnetID, "zone": node.Zone, "reason": string(reason)}
			if node.CapacityReservationDetails != nil {
				each["reservation"] = node.CapacityReservationDetails.ID
			}
			nodes = append(nodes, each)
		}
		if len(nodes) == 0 {
			panic(fmt.Sprintf("%s of %s: no node", edit, field))
		}
		rows = append(rows, row{"what": "selectors", "field": field, "edit": edit, "before": was, "after": is, "kubernetes": minors, "nodes": nodes})
	}
	tags := func(key, value string) []any { return []any{map[string]any{"tags": map[string]any{key: value}}} }
	alias := func(name string) []any { return []any{map[string]any{"alias": name}} }

	ami := "amiSelectorTerms"
	play("the same", ami, ids("ami-old", "ami-arm"), ids("ami-old", "ami-arm"))
	play("another order", ami, ids("ami-old", "ami-arm"), ids("ami-arm", "ami-old"))
	play("another id", ami, ids("ami-old"), ids("ami-new"))
	play("a newer one more", ami, ids("ami-old"), ids("ami-old", "ami-new"))
	play("an older one more", ami, ids("ami-new"), ids("ami-new", "ami-old"))
	play("the older one fewer", ami, ids("ami-new", "ami-old"), ids("ami-new"))
	play("another id beside one that stays", ami, ids("ami-old", "ami-arm"), ids("ami-new", "ami-arm"))
	play("tags in place of the id that they select", ami, ids("ami-new"), tags("line", "own"))
	play("an id in place of tags", ami, tags("line", "own"), ids("ami-old"))
	play("the same alias", ami, alias("al2023@v20260101"), alias("al2023@v20260101"))
	play("another version", ami, alias("al2023@v20260101"), alias("al2023@v20260202"))
	play("latest in place of a version", ami, alias("al2023@v20260101"), alias("al2023@latest"))
	play("another family", ami, alias("al2023@v20260101"), alias("bottlerocket@1.52.0"))
	play("the same alias on another minor", ami, alias("al2023@v20260101"), alias("al2023@v20260101"), "1.35", "1.36")
	play("the same id on another minor", ami, ids("ami-old"), ids("ami-old"), "1.35", "1.36")
	play("an alias in place of an id", ami, ids("ami-old"), alias("al2023@v20260101"))

	subnets := "subnetSelectorTerms"
	play("the same", subnets, ids("subnet-test1", "subnet-test2"), ids("subnet-test1", "subnet-test2"))
	play("another order", subnets, ids("subnet-test1", "subnet-test2"), ids("subnet-test2", "subnet-test1"))
	play("twice", subnets, ids("subnet-test1"), ids("subnet-test1", "subnet-test1"))
	play("one more", subnets, ids("subnet-test1"), ids("subnet-test1", "subnet-test2"))
	play("one fewer", subnets, ids("subnet-test1", "subnet-test2", "subnet-test3"), ids("subnet-test1", "subnet-test3"))
	play("one for another", subnets, ids("subnet-test1", "subnet-test2"), ids("subnet-test1", "subnet-test3"))
	play("all others", subnets, ids("subnet-test1"), ids("subnet-test2", "subnet-test3"))
	play("tags in place of the ids that they select", subnets, ids("subnet-test1", "subnet-test2", "subnet-test3"), tags("foo", "bar"))
	play("other tags", subnets, tags("foo", "bar"), tags("Name", "test-subnet-1"))
	play("tags beside an id", subnets, ids("subnet-test1"), append(ids("subnet-test1"), tags("Name", "test-subnet-2")...))

	security := "securityGroupSelectorTerms"
	play("the same", security, ids("sg-test1", "sg-test2"), ids("sg-test1", "sg-test2"))
	play("another order", security, ids("sg-test1", "sg-test2"), ids("sg-test2", "sg-test1"))
	play("twice", security, ids("sg-test1"), ids("sg-test1", "sg-test1"))
	play("one more", security, ids("sg-test1"), ids("sg-test1", "sg-test2"))
	play("one fewer", security, ids("sg-test1", "sg-test2"), ids("sg-test1"))
	play("one for another", security, ids("sg-test1", "sg-test2"), ids("sg-test1", "sg-test3"))
	play("tags in place of the ids that they select", security, ids("sg-test1", "sg-test2", "sg-test3"), tags("foo", "bar"))
	play("other tags", security, tags("foo", "bar"), tags("Name", "test-security-group-1"))

	reserved := "capacityReservationSelectorTerms"
	play("the same", reserved, ids("cr-1", "cr-2"), ids("cr-1", "cr-2"))
	play("another order", reserved, ids("cr-1", "cr-2"), ids("cr-2", "cr-1"))
	play("one more", reserved, ids("cr-1"), ids("cr-1", "cr-2"))
	play("one fewer", reserved, ids("cr-1", "cr-2"), ids("cr-1"))
	play("another", reserved, ids("cr-1"), ids("cr-2"))
	play("none any more", reserved, ids("cr-1"), any(absent))
	play("the first", reserved, any(absent), ids("cr-1"))
	return rows
}

func ids(of ...string) []any {
	terms := []any{}
	for _, id := range of {
		terms = append(terms, map[string]any{"id": id})
	}
	return terms
}
