package dev.aerie.controlplane.cluster.option;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key services of clouds, by the hosts that only the cloud itself can have: the identity of a
 * cluster's pods opens more than the cluster's key, and is shown to these by https and to no other.
 * Pods hold to the same.
 */
enum KeyServiceHosts {
  /** AWS KMS: the regions' own hosts, with FIPS, dual-stack or by a VPC's endpoint too. */
  AWS(
      "https://kms.eu-central-1.amazonaws.com",
      "(vpce-[a-z0-9-]+\\.)?kms(-fips)?\\.[a-z0-9-]+\\.((vpce\\.)?amazonaws\\.com(\\.cn)?|api\\.aws)"),
  /** Google Cloud KMS: the one of all regions, of one, and by Private Service Connect. */
  GOOGLE(
      "https://cloudkms.googleapis.com",
      "([a-z0-9-]+-)?cloudkms(-[a-z0-9-]+)?(\\.[a-z0-9-]+)*\\.googleapis\\.com"),
  /** Azure Key Vault. */
  AZURE(
      "https://ours.vault.azure.net/keys/books",
      "[a-z0-9-]+\\.(vault|managedhsm)\\.(azure\\.net|azure\\.cn|usgovcloudapi\\.net)");

  private final String example;
  private final Pattern hosts;

  KeyServiceHosts(String example, String hosts) {
    this.example = example;
    this.hosts = Pattern.compile(hosts);
  }

  /** Whether a URL leads to the cloud itself, and by https. */
  boolean isOwn(String url) {
    return parsed(url)
        .filter(uri -> "https".equalsIgnoreCase(uri.getScheme()))
        .flatMap(uri -> Optional.ofNullable(uri.getHost()))
        .filter(host -> hosts.matcher(host.toLowerCase(Locale.ROOT)).matches())
        .isPresent();
  }

  /** What to do about a URL that does not, as a field's problem. */
  String problem() {
    return "must be an https address of the cloud itself, such as %s: the identity of the cluster's pods is shown to no other host"
        .formatted(example);
  }

  private static Optional<URI> parsed(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }
}
