package dev.aerie.controlplane.sso.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;

/** A DNS server over UDP that knows what a test tells it; there are no other names. */
public final class DnsServer implements AutoCloseable {
  private static final int LARGEST = 4096;
  private static final int TTL = 3600;

  private final DatagramSocket socket;
  private final Map<String, UnaryOperator<Message>> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private DnsServer(DatagramSocket socket) {
    this.socket = socket;
  }

  public static DnsServer start() {
    try {
      var server =
          new DnsServer(
              new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
      Thread.startVirtualThread(server::serve);
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** The names that were asked for. */
  public List<String> asked() {
    return asked;
  }

  /** Has a name with these TXT records, each of some strings. */
  public void texts(String name, String[]... records) {
    answers.put(
        name,
        question ->
            answered(
                question,
                Rcode.NOERROR,
                Arrays.stream(records)
                    .map(
                        strings ->
                            new TXTRecord(absolute(name), DClass.IN, TTL, escaped(strings)))));
  }

  /** The library reads strings as zone files have them. */
  private static List<String> escaped(String... strings) {
    return Arrays.stream(strings).map(text -> text.replace("\\", "\\\\")).toList();
  }

  /** Has a name without a TXT record. */
  public void without(String name) {
    answers.put(name, question -> answered(question, Rcode.NOERROR, Stream.empty()));
  }

  /** Fails when it is asked for a name. */
  public void failing(String name) {
    answers.put(name, question -> answered(question, Rcode.SERVFAIL, Stream.empty()));
  }

  /** Says nothing when it is asked for a name. */
  public void silent(String name) {
    answers.put(name, question -> null);
  }

  private void serve() {
    try {
      while (true) {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        socket.receive(packet);
        var question = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
        String name = question.getQuestion().getName().toString(true);
        asked.add(name);
        Message answer =
            answers
                .getOrDefault(name, one -> answered(one, Rcode.NXDOMAIN, Stream.empty()))
                .apply(question);
        if (answer != null) {
          byte[] wire = answer.toWire();
          socket.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      // The test has ended.
    }
  }

  private static Message answered(Message question, int code, Stream<? extends Record> records) {
    var answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.getHeader().setRcode(code);
    answer.addRecord(question.getQuestion(), Section.QUESTION);
    records.forEach(record -> answer.addRecord(record, Section.ANSWER));
    return answer;
  }

  private static Name absolute(String name) {
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException wrong) {
      throw new IllegalArgumentException(wrong);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
