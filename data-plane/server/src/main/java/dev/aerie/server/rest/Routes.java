package dev.aerie.server.rest;

import java.util.Map;

/** The REST calls of one subject. */
interface Routes {
  /** Routes by their path below {@code /v2/vectordb}, such as {@code aliases/create}. */
  Map<String, Route> routes();
}
