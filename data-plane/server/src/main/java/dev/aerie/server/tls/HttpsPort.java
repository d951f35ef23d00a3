package dev.aerie.server.tls;

import java.util.Map;

/** Makes the port speak TLS, and nothing else. */
public final class HttpsPort {
  /** What the framework calls this configuration. */
  static final String NAME = "port";

  private HttpsPort() {}

  /** Hands the files to the framework; to be called before it starts. */
  public static void configure(TlsFiles files) {
    String prefix = "quarkus.tls." + NAME + ".";
    Map.of(
            "quarkus.http.tls-configuration-name",
            NAME,
            "quarkus.http.insecure-requests",
            "disabled",
            prefix + "key-store.pem.0.cert",
            files.certificate().toString(),
            prefix + "key-store.pem.0.key",
            files.key().toString())
        .forEach(System::setProperty);
  }
}
