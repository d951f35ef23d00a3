package client

import (
	"context"
	"net/url"
)

// Region is a place where clusters can run.
type Region struct {
	Name       string         `json:"name"`
	Cloud      string         `json:"cloud"`
	Kind       string         `json:"kind"`
	Available  bool           `json:"available"`
	LastSeenAt *string        `json:"lastSeenAt"`
	Classes    []ClusterClass `json:"classes"`
}

// ClusterClass says what a compute unit is in a region.
type ClusterClass struct {
	Name          string  `json:"name"`
	Description   *string `json:"description"`
	CPUPerUnit    *string `json:"cpuPerUnit"`
	MemoryPerUnit *string `json:"memoryPerUnit"`
	Default       bool    `json:"default"`
}

// Region reads a region by name.
func (c *Client) Region(ctx context.Context, name string) (Region, error) {
	return get[Region](ctx, c, at("/regions", name))
}

// Regions reads all regions the caller can use.
func (c *Client) Regions(ctx context.Context) ([]Region, error) {
	return list[Region](ctx, c, "/regions", url.Values{"limit": {"200"}})
}
