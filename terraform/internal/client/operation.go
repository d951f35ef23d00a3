package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Operation is long work of the control plane.
type Operation struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`
	State string `json:"state"`
	Error Reason `json:"error"`
}

// Reason is why an operation failed: a sentence, or a problem with code and detail.
type Reason string

// UnmarshalJSON takes both shapes.
func (r *Reason) UnmarshalJSON(text []byte) error {
	if !bytes.HasPrefix(text, []byte("{")) {
		return json.Unmarshal(text, (*string)(r))
	}
	problem := &Problem{}
	if err := json.Unmarshal(text, problem); err != nil {
		return err
	}
	*r = Reason(problem.Error())
	return nil
}

// OperationFailed is an operation that ended without its effect.
type OperationFailed struct {
	Operation Operation
}

func (e *OperationFailed) Error() string {
	return fmt.Sprintf("operation %s (%s) failed: %s", e.Operation.ID, e.Operation.Kind, e.Operation.Error)
}

// Settled waits for the operation a cluster is in, if any, and returns the cluster as it is then. When the context ends first
// the error names the last state seen. A failed operation is an *OperationFailed.
func (c *Client) Settled(ctx context.Context, cluster Cluster) (Cluster, error) {
	if cluster.OperationID == nil || *cluster.OperationID == "" {
		return cluster, nil
	}
	path := at("/operations", *cluster.OperationID)
	last := "not yet seen"
	err := c.poll(ctx, func() (bool, error) {
		operation, err := get[Operation](ctx, c, path)
		if err != nil {
			return false, err
		}
		last = operation.State
		if operation.State == "FAILED" {
			return false, &OperationFailed{operation}
		}
		return operation.State == "SUCCEEDED", nil
	}, func() string { return fmt.Sprintf("operation %s is still %s", *cluster.OperationID, last) })
	if err != nil {
		return cluster, err
	}
	return c.Cluster(ctx, cluster.ID)
}

func (c *Client) awaitGone(ctx context.Context, id string) error {
	last := ""
	return c.poll(ctx, func() (bool, error) {
		cluster, err := c.Cluster(ctx, id)
		if IsNotFound(err) {
			return true, nil
		}
		last = cluster.State
		return false, err
	}, func() string { return fmt.Sprintf("cluster %s is still %s", id, last) })
}

// poll asks done at a growing pace until it says yes, fails, or the context ends.
func (c *Client) poll(ctx context.Context, done func() (bool, error), status func() string) error {
	pause := c.pace.Shortest
	for {
		ended, err := done()
		if ctx.Err() != nil {
			return fmt.Errorf("gave up waiting, %s: %w", status(), ctx.Err())
		}
		if ended || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(pause*3/2, c.pace.Longest)
	}
}
