package dev.aerie.server.rest;

/**
 * A value that a REST body carries for a field of a gRPC request.
 *
 * @param field name in the request's message
 * @param name name in the body
 * @param needed whether a body without it is refused
 */
record Argument(String field, String name, boolean needed) {
  static final Argument COLLECTION = needed("collection_name", "collectionName");

  static Argument needed(String field, String name) {
    return new Argument(field, name, true);
  }

  static Argument optional(String field, String name) {
    return new Argument(field, name, false);
  }
}
