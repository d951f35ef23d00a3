package dev.aerie.controlplane.deprecation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An endpoint that will go, as docs/api.md promises: its answers and the OpenAPI description tell
 * so. Name it in the changelog too.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Ends {
  /** The day from which it is announced, such as {@code 2027-01-31}. */
  String since();

  /** The day it may be gone, twelve months later or more. */
  String on();

  /** What to do instead, one sentence. */
  String instead();
}
