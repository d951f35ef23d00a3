/**
 * Who answers for a cluster that sleeps: takes connections, has the cluster woken, and joins each
 * with a pod once one serves. Knows neither keys nor calls: bytes pass through as they are.
 */
package dev.aerie.server.activator;
