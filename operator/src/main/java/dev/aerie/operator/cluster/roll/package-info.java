/** In which order and at which pace the pods get a new spec, as a pure function. */
package dev.aerie.operator.cluster.roll;
