/**
 * What the operator tells people by Kubernetes Events: turns of a cluster's life, not its passes.
 */
package dev.aerie.operator.cluster.event;
