package dev.aerie.controlplane.outbound;

import dev.aerie.controlplane.outbound.OutboundException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * An absolute {@code http} or {@code https} URL somebody gave us, without a user and without a
 * fragment. Where its host leads is looked at by {@link OutboundHttp}, at each request.
 */
public record OutboundUrl(URI uri) {
  private static final int LONGEST = 2_000;
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final int HIGHEST_PORT = 65_535;

  /**
   * The URL a text is.
   *
   * @throws OutboundException {@code URL_INVALID} when it is none that may be asked
   */
  public static OutboundUrl parse(String text) {
    return read(text)
        .map(OutboundUrl::new)
        .orElseThrow(
            () ->
                new OutboundException(
                    Reason.URL_INVALID,
                    "must be an https URL with a host, without user and fragment, of at most %d characters"
                        .formatted(LONGEST)));
  }

  private static Optional<URI> read(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(text)).filter(OutboundUrl::isWhole);
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }

  private static boolean isWhole(URI uri) {
    return uri.getScheme() != null
        && uri.getScheme().toLowerCase(Locale.ROOT).matches("https?")
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawFragment() == null
        && uri.getPort() != 0
        && uri.getPort() <= HIGHEST_PORT;
  }

  /** The host's name or address; an IPv6 address without its brackets. */
  public String host() {
    return uri.getHost().replaceAll("[\\[\\]]", "");
  }

  boolean isTls() {
    return uri.getScheme().equalsIgnoreCase("https");
  }

  int port() {
    if (uri.getPort() > 0) {
      return uri.getPort();
    }
    return isTls() ? HTTPS : HTTP;
  }

  String pathAndQuery() {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
