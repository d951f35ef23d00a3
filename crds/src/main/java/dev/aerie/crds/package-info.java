/** Types of the Kubernetes API group {@code aerie.dev}: the only place where they are written. */
package dev.aerie.crds;
