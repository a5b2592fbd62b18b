//go:build provider

package main

import (
	_ "github.com/aws/karpenter-provider-aws/pkg/cloudprovider"
)
