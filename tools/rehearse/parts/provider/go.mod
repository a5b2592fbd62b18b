module nodepools/tools/rehearse/parts/provider

go 1.26.0

require github.com/aws/karpenter-provider-aws v1.14.1
