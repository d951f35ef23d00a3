package dev.aerie.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Types of the Service through which clients reach a cluster. */
public enum Exposure {
  /** A port on every node. */
  @JsonProperty("NodePort")
  NODE_PORT("NodePort"),
  /** An address of the cloud's load balancer. */
  @JsonProperty("LoadBalancer")
  LOAD_BALANCER("LoadBalancer"),
  /** Only from inside Kubernetes. */
  @JsonProperty("ClusterIP")
  CLUSTER_IP("ClusterIP");

  private final String serviceType;

  Exposure(String serviceType) {
    this.serviceType = serviceType;
  }

  /** The {@code spec.type} of the Service. */
  public String serviceType() {
    return serviceType;
  }
}
