package io.s3dl.harness;

import java.util.List;
import java.util.Map;

/**
 * One request as Azurite sees it.
 *
 * @param method GET, say
 * @param container the element of the path behind the account's; empty for requests about the
 *     account
 * @param key the rest of the path, decoded; empty for requests about the container
 * @param query its parameters, decoded
 * @param headers by their names in lower case
 */
public record AzureCall(
    String method,
    String container,
    String key,
    Map<String, String> query,
    Map<String, String> headers)
    implements Call {

  /** The header that only this service has. */
  static final String VERSION = "x-ms-version";

  private static final String COPY_SOURCE = "x-ms-copy-source";

  static AzureCall of(String method, Target target, Map<String, String> headers) {
    List<String> path = target.elements(3);
    return new AzureCall(method, path.get(1), path.get(2), target.query(), headers);
  }

  @Override
  public String kind() {
    String part = query.getOrDefault("comp", "");
    if (query.getOrDefault("restype", "").equals("account")) {
      return "Get Account Information";
    }
    if (part.equals("batch")) {
      return "Blob Batch";
    }
    if (key.isEmpty()) {
      return container.isEmpty() ? kindOfAccount(part) : kindOfContainer(part);
    }
    return method.equals("PUT") ? kindOfPut(part) : kindOfBlob(part);
  }

  private String kindOfAccount(String part) {
    return part.equals("list") ? "List Containers" : other(part);
  }

  private String kindOfContainer(String part) {
    if (part.equals("list")) {
      return "List Blobs";
    }
    if (!part.isEmpty()) {
      return other(part);
    }
    return switch (method) {
      case "PUT" -> "Create Container";
      case "DELETE" -> "Delete Container";
      default -> "Get Container Properties";
    };
  }

  private String kindOfPut(String part) {
    boolean copy = headers.containsKey(COPY_SOURCE);
    return switch (part) {
      case "" -> {
        if (copy && headers.containsKey("x-ms-blob-type")) {
          yield "Put Blob From URL";
        }
        yield copy ? "Copy Blob" : "Put Blob";
      }
      case "block" -> copy ? "Put Block From URL" : "Put Block";
      case "blocklist" -> "Put Block List";
      case "metadata" -> "Set Blob Metadata";
      case "properties" -> "Set Blob Properties";
      case "lease" -> "Lease Blob";
      case "copy" -> "Abort Copy Blob";
      default -> other(part);
    };
  }

  private String kindOfBlob(String part) {
    if (part.equals("blocklist")) {
      return "Get Block List";
    }
    if (part.equals("metadata")) {
      return "Get Blob Metadata";
    }
    return switch (method) {
      case "HEAD" -> "Get Blob Properties";
      case "GET" -> "Get Blob";
      case "DELETE" -> "Delete Blob";
      default -> other(part);
    };
  }

  /** What no test has met yet. */
  private String other(String part) {
    return part.isEmpty() ? method : method + " " + part;
  }
}
