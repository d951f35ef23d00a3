/**
 * How the operator fares with very many clusters on a real API server; their pods are simulated.
 */
package dev.aerie.bench.fleet;
