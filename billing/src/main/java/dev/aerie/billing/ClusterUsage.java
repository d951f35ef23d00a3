package dev.aerie.billing;

/**
 * What a cluster used.
 *
 * @param clusterId the cluster
 * @param unitSeconds compute units times seconds, rounded down
 */
public record ClusterUsage(String clusterId, long unitSeconds) {}
