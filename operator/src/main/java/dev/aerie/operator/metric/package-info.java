/** The operator's own figures, {@code aerie_operator_*}. */
package dev.aerie.operator.metric;
