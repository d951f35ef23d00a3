package dev.aerie.controlplane.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and a certificate that signs itself. */
public record Certificates(KeyStore store) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** A new one for 127.0.0.1. */
  public static Certificates forLoopback() {
    return of("ip:127.0.0.1");
  }

  /** A new one for a host. */
  public static Certificates forHost(String name) {
    return of("dns:" + name);
  }

  private static Certificates of(String name) {
    try {
      Path file = Files.createTempDirectory("certificates").resolve("store.p12");
      var made =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "server",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=server",
                  "-ext",
                  "san=" + name,
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  new String(PASSWORD),
                  "-keystore",
                  file.toString())
              .inheritIO()
              .start();
      if (made.waitFor() != 0) {
        throw new AssertionError("keytool ended with " + made.exitValue());
      }
      try (InputStream in = Files.newInputStream(file)) {
        var store = KeyStore.getInstance("PKCS12");
        store.load(in, PASSWORD);
        return new Certificates(store);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ended);
    }
  }

  /** The certificate for those who should trust it. */
  public String pem() {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(store.getCertificate("server").getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Makes ports that show it. */
  public ServerSocketFactory serverSockets() {
    return tls().getServerSocketFactory();
  }

  /** What servers that show it speak. */
  public SSLContext tls() {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
