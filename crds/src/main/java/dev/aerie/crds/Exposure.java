package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How clients reach a cluster: by what type of Service, or by a Gateway. */
public enum Exposure {
  /** A port on every node. */
  @JsonProperty("NodePort")
  NODE_PORT("NodePort"),
  /** An address of the cloud's load balancer. */
  @JsonProperty("LoadBalancer")
  LOAD_BALANCER("LoadBalancer"),
  /** Only from inside Kubernetes. */
  @JsonProperty("ClusterIP")
  CLUSTER_IP("ClusterIP"),
  /** By a route of a Gateway. */
  @JsonProperty("Gateway")
  GATEWAY("ClusterIP");

  private final String serviceType;

  Exposure(String serviceType) {
    this.serviceType = serviceType;
  }

  /** The {@code spec.type} of the Service. */
  public String serviceType() {
    return serviceType;
  }
}
