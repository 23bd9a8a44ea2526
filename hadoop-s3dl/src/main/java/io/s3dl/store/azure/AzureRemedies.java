package io.s3dl.store.azure;

import io.s3dl.store.ProxyOptions;
import io.s3dl.store.Redaction;
import io.s3dl.store.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What helps against an error that the store has answered with. */
final class AzureRemedies {

  private final AzureOptions options;

  AzureRemedies(AzureOptions options) {
    this.options = options;
  }

  /** Takes the secrets of the options out of texts, and the signature of a SAS by itself. */
  static Redaction redaction(AzureOptions options) {
    List<Secret> secrets = new ArrayList<>();
    options.credentials().secret().ifPresent(secrets::add);
    if (options.credentials().kind() == AzureCredentialOptions.Kind.SAS) {
      for (String field : options.credentials().secret().orElseThrow().reveal().split("&", -1)) {
        if (field.startsWith("sig=") && field.length() > "sig=".length()) {
          String signature = field.substring("sig=".length());
          secrets.add(Secret.of(signature));
          secrets.add(Secret.of(URLDecoder.decode(signature, StandardCharsets.UTF_8)));
        }
      }
    }
    options.connections().proxy().flatMap(ProxyOptions::password).ifPresent(secrets::add);
    return new Redaction(secrets);
  }

  /** Whether the store does not let whoever asks do this. */
  static boolean isDenial(int status, String code) {
    return status == 401 || status == 403 || code.equals("PublicAccessNotPermitted");
  }

  /** What helps, in words that follow a semicolon; empty if nothing more is known. */
  String of(int status, String code, String key) {
    return switch (code) {
      case "ContainerNotFound" ->
          "there is no container "
              + options.container()
              + ": check its name, the account and "
              + own("endpoint")
              + ", or make it, since this file system never does";
      case "AuthenticationFailed", "AuthorizationFailure", "AuthorizationPermissionMismatch" ->
          ofProof();
      case "ResourceNotFound", "InvalidQueryParameterValue" ->
          isWrongPlace(code)
              ? own("endpoint")
                  + " is to end in the account's name where that is not part of the host's: "
                  + options.endpoint()
                  + "/"
                  + options.account()
              : "";
      case "NoAuthenticationInformation", "PublicAccessNotPermitted" ->
          "the store wants to know who asks: set fs.s3dl.azure.auth";
      case "InvalidAuthenticationInfo" ->
          "the token is not one for Azure Storage, or of another tenant: check"
              + " fs.s3dl.azure.tenant.id";
      case "BlobArchived" ->
          "it is archived; rehydrate it, which takes hours, then read it: az storage blob set-tier"
              + " --account-name "
              + options.account()
              + " --container-name "
              + options.container()
              + " --name '"
              + key
              + "' --tier Hot";
      case "BlobBeingRehydrated" -> "it is being rehydrated, which takes hours: wait";
      case "PendingCopyOperation" -> "something is being copied over it: wait, or end that copy";
      case "ContainerBeingDeleted" ->
          "the container is being deleted: wait a minute, then make it anew, or take another";
      case "KeyBasedAuthenticationNotPermitted" ->
          "the account takes neither keys nor SAS tokens made with them: set fs.s3dl.azure.auth to"
              + " an identity";
      case "SnapshotsPresent" ->
          "it has snapshots, which this file system does not delete: delete them first (az storage"
              + " blob delete --delete-snapshots only)";
      case "LeaseIdMissing", "LeaseAlreadyPresent" ->
          "somebody has a lease on it: wait, or break the lease (az storage blob lease break)";
      case "BlobImmutableDueToPolicy" -> "a policy of the container forbids to change it yet";
      case "InvalidBlobType" ->
          "it is no block blob, but a page or append blob of another program: delete it first, or"
              + " take another name";
      case "InvalidBlobOrBlock", "InvalidBlockId" ->
          "another program has left unfinished blocks under this name: they vanish after a week, or"
              + " at once when a blob of this name is written whole and deleted";
      default -> ofDenial(status, code);
    };
  }

  /** Whether an answer is that of a server that has the account elsewhere than it is looked for. */
  boolean isWrongPlace(String code) {
    String path = options.endpoint().getPath();
    return (code.equals("ResourceNotFound") || code.equals("InvalidQueryParameterValue"))
        && (path == null || path.length() < 2)
        && !options.endpoint().getHost().startsWith(options.account());
  }

  /** What may be wrong with what proves who asks; the emulator and Azure have different codes. */
  private String ofProof() {
    String source = options.credentials().source();
    String named = source.isEmpty() ? "" : " (" + source + ")";
    String firewall = "; or the account's firewall does not let this machine in";
    return switch (options.credentials().kind()) {
      case SHARED_KEY ->
          "the key"
              + named
              + " is not one of account "
              + options.account()
              + ", or the clock of this machine is wrong"
              + firewall;
      case SAS ->
          "the SAS token"
              + named
              + " is not one of this account or container, has expired, or lacks one of the"
              + " permissions racwdl"
              + firewall;
      case ANONYMOUS ->
          "the container is not open to everybody: set fs.s3dl.azure.auth to something else than"
              + " anonymous";
      default ->
          "the identity"
              + named
              + " needs the role Storage Blob Data Contributor, or Reader to read"
              + firewall;
    };
  }

  private String ofDenial(int status, String code) {
    return switch (code) {
      case "AuthorizationProtocolMismatch" ->
          "the SAS token is for https only: check " + own("endpoint");
      case "AuthorizationSourceIPMismatch" -> "the SAS token is for other machines than this";
      case "AuthorizationServiceMismatch", "AuthorizationResourceTypeMismatch" ->
          "the SAS token is not for blobs and containers: an account's needs ss=b and srt=sco";
      case "CannotVerifyCopySource" ->
          "the store may not read what is copied: a SAS token needs the permission r";
      default ->
          status == 403
              ? "whoever asks is not allowed to: roles, the SAS token's permissions and the"
                  + " account's firewall decide"
              : "";
    };
  }

  private String own(String key) {
    return "fs.s3dl.bucket." + options.container() + "@" + options.account() + ".azure." + key;
  }
}
