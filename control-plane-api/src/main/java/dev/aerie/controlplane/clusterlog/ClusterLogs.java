package dev.aerie.controlplane.clusterlog;

import java.util.List;

/** What the pods of a cluster have written lately. */
public record ClusterLogs(String clusterId, List<LogAnswer.PodLog> items) {}
