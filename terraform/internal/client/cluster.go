package client

import (
	"context"
	"net/http"
)

// Cluster is a vector database as the control plane knows it.
type Cluster struct {
	ID                 string            `json:"id"`
	OrganizationID     string            `json:"organizationId"`
	ProjectID          string            `json:"projectId"`
	Name               string            `json:"name"`
	Region             string            `json:"region"`
	Class              string            `json:"class"`
	Engine             string            `json:"engine"`
	Version            *string           `json:"version"`
	Units              int64             `json:"units"`
	Replicas           int64             `json:"replicas"`
	Suspended          bool              `json:"suspended"`
	DeletionPolicy     string            `json:"deletionPolicy"`
	DeletionProtection bool              `json:"deletionProtection"`
	Labels             map[string]string `json:"labels"`
	State              string            `json:"state"`
	StateReason        *string           `json:"stateReason"`
	Endpoint           *string           `json:"endpoint"`
	OperationID        *string           `json:"operationId"`
	CreatedAt          string            `json:"createdAt"`

	Autoscaling       *Autoscaling       `json:"autoscaling"`
	AllowedCIDRs      []string           `json:"allowedCidrs"`
	MaintenanceWindow *MaintenanceWindow `json:"maintenanceWindow"`
	Tiering           *Tiering           `json:"tiering"`
}

// NewCluster is a cluster to be made; nil fields are left to the control plane.
type NewCluster struct {
	ProjectID          string            `json:"projectId"`
	Name               string            `json:"name"`
	Region             string            `json:"region"`
	Class              *string           `json:"class,omitempty"`
	Engine             *string           `json:"engine,omitempty"`
	Units              *int64            `json:"units,omitempty"`
	Replicas           *int64            `json:"replicas,omitempty"`
	DeletionPolicy     *string           `json:"deletionPolicy,omitempty"`
	DeletionProtection *bool             `json:"deletionProtection,omitempty"`
	Labels             map[string]string `json:"labels,omitempty"`

	Autoscaling       *Autoscaling       `json:"autoscaling,omitempty"`
	AllowedCIDRs      []string           `json:"allowedCidrs,omitempty"`
	MaintenanceWindow *MaintenanceWindow `json:"maintenanceWindow,omitempty"`
	Tiering           *Tiering           `json:"tiering,omitempty"`
}

// ClusterChanges are the fields of a cluster that can change in place; nil ones stay, and empty options are taken away.
type ClusterChanges struct {
	Name               *string            `json:"name,omitempty"`
	Units              *int64             `json:"units,omitempty"`
	Replicas           *int64             `json:"replicas,omitempty"`
	DeletionPolicy     *string            `json:"deletionPolicy,omitempty"`
	DeletionProtection *bool              `json:"deletionProtection,omitempty"`
	Labels             *map[string]string `json:"labels,omitempty"`

	Autoscaling       *Autoscaling       `json:"autoscaling,omitempty"`
	AllowedCIDRs      *[]string          `json:"allowedCidrs,omitempty"`
	MaintenanceWindow *MaintenanceWindow `json:"maintenanceWindow,omitempty"`
	Tiering           *Tiering           `json:"tiering,omitempty"`
}

// CreateCluster asks for a cluster; await its operation before using it.
func (c *Client) CreateCluster(ctx context.Context, cluster NewCluster) (Cluster, error) {
	return post[Cluster](ctx, c, "/clusters", cluster)
}

// Cluster reads a cluster.
func (c *Client) Cluster(ctx context.Context, id string) (Cluster, error) {
	return get[Cluster](ctx, c, at("/clusters", id))
}

// ChangeCluster asks for changes; await the operation.
func (c *Client) ChangeCluster(ctx context.Context, id string, changes ClusterChanges) (Cluster, error) {
	return patch[Cluster](ctx, c, at("/clusters", id), changes)
}

// SuspendCluster asks to stop compute and keep the data; await the operation.
func (c *Client) SuspendCluster(ctx context.Context, id string) (Cluster, error) {
	return post[Cluster](ctx, c, at("/clusters", id)+":suspend", nil)
}

// ResumeCluster asks to bring compute back; await the operation.
func (c *Client) ResumeCluster(ctx context.Context, id string) (Cluster, error) {
	return post[Cluster](ctx, c, at("/clusters", id)+":resume", nil)
}

// DeleteCluster asks to delete a cluster and returns when it is gone.
func (c *Client) DeleteCluster(ctx context.Context, id string) error {
	_, err := c.send(ctx, request{method: http.MethodDelete, path: at("/clusters", id)})
	if IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return c.awaitGone(ctx, id)
}
