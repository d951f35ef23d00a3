package dev.aerie.operator.cluster.model;

/** Names of storages made from others. */
public final class StorageUri {

  private StorageUri() {}

  /** The URI with something added to its path, before the query. */
  public static String beside(String uri, String added) {
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    String rest = query < 0 ? "" : uri.substring(query);
    String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return bare + added + rest;
  }

  /** The URI of a folder, which stands before the query; a slash at the end of the path stays. */
  public static String within(String uri, String folder) {
    int query = uri.indexOf('?');
    int end = query < 0 ? uri.length() : query;
    return uri.substring(0, end) + "/" + folder + uri.substring(end);
  }
}
