/** What there is of a cluster in Kubernetes, by informers. */
package dev.aerie.operator.cluster.observation;
