package vow.language.function;

import java.util.List;
import vow.language.eval.Function;

/**
 * The functions by what they are about, as the reference lists them. A family's class is loaded
 * when one of its functions is first called: starting up costs no more than these names.
 */
enum Family {
  TEXT("Text", "chomp indent lower strrev substr title trim trimprefix trimspace trimsuffix upper"),
  SEARCH("Searching in text", "endswith join regex regexall replace split startswith strcontains"),
  FORMAT("Formatting", "format formatlist"),
  NUMBER("Numbers", "abs ceil floor log max min parseint pow signum sum"),
  CHOICE(
      "Collections: asking and choosing",
      "alltrue anytrue coalesce coalescelist contains index length one"),
  LIST("Lists", "chunklist compact concat distinct element flatten range reverse slice sort"),
  MAP("Maps and objects", "keys lookup matchkeys merge transpose values zipmap"),
  SET("Sets", "setintersection setproduct setsubtract setunion"),
  TYPE("Types", "issensitive nonsensitive sensitive tobool tolist tomap tonumber toset tostring"),
  DOCUMENT("JSON, YAML, CSV", "csvdecode jsondecode jsonencode yamldecode yamlencode"),
  ENCODING(
      "Encodings",
      "base64decode base64encode base64gzip textdecodebase64 textencodebase64 urlencode"),
  HASH(
      "Hashes",
      "base64sha256 base64sha512 filebase64sha256 filebase64sha512 filemd5 filesha1 filesha256"
          + " filesha512 md5 sha1 sha256 sha512 uuidv5"),
  SECRET("Secrets", "secret"),
  SERVICE("Services", "probe"),
  FILE("Files and paths", "basename dirname file filebase64 fileexists fileset"),
  TEMPLATE("Templates", "templatefile templatestring"),
  CIDR("IP networks", "cidrhost cidrnetmask cidrsubnet cidrsubnets"),
  TIME("Times", "formatdate timeadd timecmp");

  private final String title;
  private final String names;

  Family(String title, String names) {
    this.title = title;
    this.names = names;
  }

  String title() {
    return title;
  }

  /** In alphabetical order. */
  List<String> names() {
    return List.of(names.split(" ", -1));
  }

  Function make(String name, FunctionFiles files, FunctionSecrets secrets) {
    return switch (this) {
      case TEXT -> TextFunctions.make(name);
      case SEARCH -> SearchFunctions.make(name);
      case FORMAT -> FormatFunctions.make(name);
      case NUMBER -> NumberFunctions.make(name);
      case CHOICE -> ChoiceFunctions.make(name);
      case LIST -> ListFunctions.make(name);
      case MAP -> MapFunctions.make(name);
      case SET -> SetFunctions.make(name);
      case TYPE -> TypeFunctions.make(name);
      case DOCUMENT -> DocumentFunctions.make(name);
      case ENCODING -> EncodingFunctions.make(name);
      case HASH -> HashFunctions.make(name, files);
      case SECRET -> SecretFunctions.make(name, secrets);
      case SERVICE -> ServiceFunctions.make(name);
      case FILE -> FileFunctions.make(name, files);
      case TEMPLATE -> TemplateFunctions.make(name, files);
      case CIDR -> CidrFunctions.make(name);
      case TIME -> TimeFunctions.make(name);
    };
  }

  /** For the families: a name of the list above that its class does not make. */
  static IllegalStateException missing(String name) {
    return new IllegalStateException("no function " + name);
  }
}
