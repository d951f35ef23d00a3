/** The life of a cluster: observe, model, apply, tell. */
package dev.aerie.operator.cluster;
