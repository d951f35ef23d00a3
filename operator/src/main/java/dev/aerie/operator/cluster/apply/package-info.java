/** Writing objects to the API server, and only when that changes something. */
package dev.aerie.operator.cluster.apply;
