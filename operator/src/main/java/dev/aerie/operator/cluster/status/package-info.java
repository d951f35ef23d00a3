/** What a cluster's status says, from what there is. */
package dev.aerie.operator.cluster.status;
