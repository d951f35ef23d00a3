/** Passes over objects, and the line in which they wait. */
package dev.aerie.operator.pass;
