package dev.aerie.operator.cluster.model;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code s3://bucket/prefix?endpoint=…&region=…} says, taken apart for engines that do not
 * take the URI.
 *
 * @param bucket the bucket
 * @param prefix what all names in it begin with, without slashes at its ends
 * @param endpoint host and port of the service
 * @param region the region
 * @param secure whether it is spoken to by TLS
 */
record ObjectStoreAddress(
    String bucket, String prefix, String endpoint, String region, boolean secure) {

  private static final String DEFAULT_REGION = "us-east-1";

  /** Takes a URI apart; without an endpoint it is AWS's. */
  static ObjectStoreAddress parse(String uri) {
    String path = uri.substring("s3://".length()).replaceAll("\\?.*", "");
    String bucket = path.replaceAll("/.*", "");
    String prefix = path.substring(bucket.length()).replaceAll("^/+|/+$", "");
    Map<String, String> query = query(uri);
    String region = query.getOrDefault("region", DEFAULT_REGION);
    String url = query.getOrDefault("endpoint", "https://s3.%s.amazonaws.com".formatted(region));
    URI service = URI.create(url.contains("://") ? url : "https://" + url);
    boolean secure = !"http".equals(service.getScheme());
    int standard = secure ? 443 : 80;
    int port = service.getPort() < 0 ? standard : service.getPort();
    return new ObjectStoreAddress(bucket, prefix, service.getHost() + ":" + port, region, secure);
  }

  private static Map<String, String> query(String uri) {
    int mark = uri.indexOf('?');
    return mark < 0
        ? Map.of()
        : Arrays.stream(uri.substring(mark + 1).split("&"))
            .map(pair -> pair.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(
                Collectors.toMap(
                    pair -> pair[0],
                    pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                    (first, second) -> second));
  }
}
