package cluster

import (
	"context"

	"aerie.dev/terraform-provider-aerie/internal/client"
)

// change brings a cluster to its new settings: one that is to run is resumed first and one that is to stop is suspended
// last, so that a change of size meets running compute. It returns the cluster as far as it came; its id is empty when
// nothing could be read.
func (r *clusterResource) change(ctx context.Context, id string, changes *client.ClusterChanges, suspended bool) (client.Cluster, error) {
	cluster, err := r.Client.Cluster(ctx, id)
	if err != nil {
		return client.Cluster{}, err
	}
	if !suspended {
		if cluster, err = r.setSuspended(ctx, cluster, false); err != nil {
			return cluster, err
		}
	}
	if changes != nil {
		changed, err := r.Client.ChangeCluster(ctx, id, *changes)
		if err != nil {
			return cluster, err
		}
		if cluster, err = r.Client.Settled(ctx, changed); err != nil {
			return cluster, err
		}
	}
	return r.setSuspended(ctx, cluster, suspended)
}

func (r *clusterResource) setSuspended(ctx context.Context, cluster client.Cluster, suspended bool) (client.Cluster, error) {
	if cluster.Suspended == suspended {
		return cluster, nil
	}
	ask := r.Client.ResumeCluster
	if suspended {
		ask = r.Client.SuspendCluster
	}
	asked, err := ask(ctx, cluster.ID)
	if err != nil {
		return cluster, err
	}
	return r.Client.Settled(ctx, asked)
}
