package dev.aerie.controlplane.cluster.option;

/** How clients reach a cluster. */
public enum Exposure {
  /** A port on every node of the region. */
  NODE_PORT,
  /** An address of the cloud's load balancer. */
  LOAD_BALANCER,
  /** Only from inside the region's Kubernetes. */
  CLUSTER_IP
}
