/** What a cluster is made of, as a pure function: no client, no clock, no state. */
package dev.aerie.operator.cluster.model;
