package dev.aerie.engine.encryption;

import dev.aerie.engine.error.EngineException;
import dev.aerie.engine.error.ErrorCode;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The key services of clouds, by the hosts that only the cloud itself can have. The identity that a
 * cloud gives a pod opens more than the pod's own key, and who names a key service need not be who
 * may use that identity: it is shown to these hosts, by https, and to no other.
 */
enum CloudHosts {
  /** AWS KMS: the regions' own hosts, with FIPS, dual-stack or by a VPC's endpoint too. */
  AWS(
      "AWS KMS",
      "(vpce-[a-z0-9-]+\\.)?kms(-fips)?\\.[a-z0-9-]+\\.((vpce\\.)?amazonaws\\.com(\\.cn)?|api\\.aws)"),
  /** Google Cloud KMS: the one of all regions, of one, and by Private Service Connect. */
  GOOGLE(
      "Google Cloud KMS",
      "([a-z0-9-]+-)?cloudkms(-[a-z0-9-]+)?(\\.[a-z0-9-]+)*\\.googleapis\\.com"),
  /** Azure Key Vault. */
  AZURE(
      "Azure Key Vault",
      "[a-z0-9-]+\\.(vault|managedhsm)\\.(azure\\.net|azure\\.cn|usgovcloudapi\\.net)");

  /** Hosts that whoever runs the pod shows the identity to beside these, separated by commas. */
  static final String ALLOWED = "AERIE_ENCRYPTION_IDENTITY_HOSTS";

  private final String service;
  private final Pattern hosts;

  CloudHosts(String service, String hosts) {
    this.service = service;
    this.hosts = Pattern.compile(hosts);
  }

  /** Whether a URL leads to the cloud itself, and by https. */
  boolean isOwn(URI url) {
    return "https".equalsIgnoreCase(url.getScheme()) && hosts.matcher(host(url)).matches();
  }

  /**
   * Refuses to show the pod's identity to another host.
   *
   * @param variable what names the URL
   * @param allowed what {@link #ALLOWED} says
   * @param instead what to set so that the identity is not needed; empty where nothing does
   * @throws EngineException {@link ErrorCode#INVALID_ARGUMENT}
   */
  void mustBeOwn(String variable, URI url, Optional<String> allowed, Optional<String> instead) {
    boolean listed =
        allowed.stream()
            .flatMap(hosts -> Arrays.stream(hosts.split(",")))
            .anyMatch(host -> host.strip().equalsIgnoreCase(host(url)));
    if (!isOwn(url) && !listed) {
      throw KeyServices.wrong(
          "%s names %s, which is no https host of %s, and the pod's identity is shown to those only: name one of them%s, or list the host in %s"
              .formatted(
                  variable,
                  url,
                  service,
                  instead.map(other -> ", or set " + other).orElse(""),
                  ALLOWED));
    }
  }

  private static String host(URI url) {
    return Optional.ofNullable(url.getHost()).orElse("").toLowerCase(Locale.ROOT);
  }
}
