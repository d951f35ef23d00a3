package dev.aerie.controlplane.outbound;

import dev.aerie.controlplane.outbound.OutboundException.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Sends bytes to a TCP port that a customer named, with or without TLS, under the same rules as
 * {@link OutboundHttp}. Blocks; safe for use by many threads.
 */
@ApplicationScoped
public class OutboundStream {
  private final Destinations destinations;
  private final int timeout;

  OutboundStream(OutboundConfig config) {
    destinations =
        new Destinations(
            HostResolver.system(), new AddressRules(config.allowedRanges().orElse(List.of())));
    timeout = (int) config.timeout().toMillis();
  }

  /**
   * A port to send to.
   *
   * @param trusted certificates in PEM that sign the port's one, in place of those Java trusts
   */
  public record Port(String host, int number, boolean tls, Optional<String> trusted) {}

  /**
   * Checks where a port leads now, and that what it trusts can be read.
   *
   * @throws OutboundException when it must not be sent to
   */
  public void check(Port port) {
    destinations.addressOf(port.host(), port.tls());
    trust(port);
  }

  /**
   * Sends, ends the stream, and waits until the other side ends its own: it does so when it has
   * read everything, and a connection that was cut before fails.
   *
   * @throws OutboundException when it must not be sent to, or was not read to its end
   */
  public void send(Port port, byte[] content) {
    InetAddress address = destinations.addressOf(port.host(), port.tls());
    SSLContext trust = trust(port);
    try (var plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, port.number()), timeout);
      plain.setSoTimeout(timeout);
      if (port.tls()) {
        try (SSLSocket secure = secured(trust, plain, port)) {
          write(secure, content);
        }
      } else {
        write(plain, content);
      }
    } catch (SocketTimeoutException late) {
      throw new OutboundException(
          Reason.TOO_SLOW,
          "%s did not take it within %d s."
              .formatted(port.host(), Duration.ofMillis(timeout).toSeconds()));
    } catch (IOException broken) {
      throw new OutboundException(
          Reason.UNREACHABLE,
          "%s cannot be reached: %s.".formatted(port.host(), broken.getMessage()));
    }
  }

  private static SSLSocket secured(SSLContext trust, Socket plain, Port port) throws IOException {
    var secure =
        (SSLSocket) trust.getSocketFactory().createSocket(plain, port.host(), port.number(), true);
    var parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    return secure;
  }

  private static void write(Socket socket, byte[] content) throws IOException {
    socket.getOutputStream().write(content);
    socket.getOutputStream().flush();
    socket.shutdownOutput();
    while (socket.getInputStream().read() >= 0) {
      // What it says meanwhile means nothing to us.
    }
  }

  private static SSLContext trust(Port port) {
    try {
      var context = SSLContext.getInstance("TLS");
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      if (port.trusted().isPresent()) {
        managers.init(store(port.trusted().get()));
        context.init(null, managers.getTrustManagers(), null);
      } else {
        context.init(null, null, null);
      }
      return context;
    } catch (GeneralSecurityException | IOException unreadable) {
      throw new OutboundException(
          Reason.CERTIFICATE_INVALID, "The trusted certificates are not certificates in PEM.");
    }
  }

  private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var certificates =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    if (certificates.isEmpty()) {
      throw new IOException("no certificate");
    }
    for (var certificate : certificates) {
      store.setCertificateEntry("trusted-" + store.size(), certificate);
    }
    return store;
  }
}
