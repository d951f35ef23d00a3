/**
 * How large a cluster should be, by what is known of its load: pure functions, no framework, no
 * I/O.
 */
package dev.aerie.operator.autoscale;
