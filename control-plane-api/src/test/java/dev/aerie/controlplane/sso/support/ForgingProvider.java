package dev.aerie.controlplane.sso.support;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.SignatureMethod;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * A SAML identity provider with a key of its own that says whatever a test wants.
 *
 * @param entityId its name
 */
public record ForgingProvider(String entityId, PrivateKey key, X509Certificate certificate) {
  private static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  private static final String SAML = "urn:oasis:names:tc:SAML:2.0:assertion";
  private static final String PASSWORD = "password";

  /** One with a new key. */
  public static ForgingProvider make(String entityId) {
    try {
      Path folder = Files.createTempDirectory("idp");
      Path file = folder.resolve("key.p12");
      new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              "-genkeypair",
              "-alias",
              "idp",
              "-keyalg",
              "RSA",
              "-keysize",
              "2048",
              "-dname",
              "CN=idp",
              "-validity",
              "3650",
              "-storetype",
              "PKCS12",
              "-keystore",
              file.toString(),
              "-storepass",
              PASSWORD)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      var store = KeyStore.getInstance("PKCS12");
      try (var in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      return new ForgingProvider(
          entityId,
          (PrivateKey) store.getKey("idp", PASSWORD.toCharArray()),
          (X509Certificate) store.getCertificate("idp"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(ended);
    }
  }

  /** Its SAML metadata. */
  public String metadata() {
    try {
      return """
      <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="%1$s">
        <IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
          <KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>
            <X509Certificate>%2$s</X509Certificate></X509Data></KeyInfo></KeyDescriptor>
          <SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="%1$s/sso"/>
        </IDPSSODescriptor>
      </EntityDescriptor>
      """
          .formatted(entityId, Base64.getEncoder().encodeToString(certificate.getEncoded()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Signs the one assertion in a response. */
  public String signed(String response) {
    try {
      Document document = parse(response);
      var assertion = (Element) document.getElementsByTagNameNS(SAML, "Assertion").item(0);
      assertion.setIdAttribute("ID", true);
      XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
      var reference =
          factory.newReference(
              "#" + assertion.getAttribute("ID"),
              factory.newDigestMethod(DigestMethod.SHA256, null),
              List.of(
                  factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                  factory.newTransform(EXCLUSIVE, (TransformParameterSpec) null)),
              null,
              null);
      var info =
          factory.newSignedInfo(
              factory.newCanonicalizationMethod(EXCLUSIVE, (C14NMethodParameterSpec) null),
              factory.newSignatureMethod(SignatureMethod.RSA_SHA256, null),
              List.of(reference));
      var keys = factory.getKeyInfoFactory();
      var subject = assertion.getElementsByTagNameNS(SAML, "Subject").item(0);
      factory
          .newXMLSignature(info, keys.newKeyInfo(List.of(keys.newX509Data(List.of(certificate)))))
          .sign(new DOMSignContext(key, assertion, subject));
      return text(document);
    } catch (GeneralSecurityException | MarshalException | XMLSignatureException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Reads XML. */
  public static Document parse(String xml) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    } catch (ParserConfigurationException | SAXException failure) {
      throw new IllegalStateException(failure);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The ID of the request a browser carries, in base64. */
  public static String requestId(String samlRequest) {
    return parse(new String(Base64.getMimeDecoder().decode(samlRequest), StandardCharsets.UTF_8))
        .getDocumentElement()
        .getAttribute("ID");
  }

  /** Writes XML. */
  public static String text(Document document) {
    try {
      var transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      var out = new StringWriter();
      transformer.transform(new DOMSource(document), new StreamResult(out));
      return out.toString();
    } catch (TransformerException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
