package dev.aerie.controlplane.sso;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Whether a document has the form of metadata at all. Keycloak answers one that has not with a
 * server error.
 */
final class MetadataForm {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> ROOTS = Set.of("EntityDescriptor", "EntitiesDescriptor");

  private MetadataForm() {}

  /** XML without a document type, whose root is SAML metadata's. */
  static boolean isSaml(String document) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      var root = builder.parse(new InputSource(new StringReader(document))).getDocumentElement();
      return ROOTS.contains(root.getLocalName());
    } catch (ParserConfigurationException | SAXException | IOException none) {
      return false;
    }
  }

  /** A JSON object. */
  static boolean isDiscovery(String document) {
    try {
      return JSON.readTree(document).isObject();
    } catch (JsonProcessingException none) {
      return false;
    }
  }
}
