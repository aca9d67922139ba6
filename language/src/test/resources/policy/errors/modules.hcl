# Modules.
module "outside" {
  source = "../elsewhere"
}
module "absolute" {
  source = "/etc/modules"
}
module "missing" {
  source = "./not-there"
}
module "computed" {
  source = "./${var.x}"
}
module "loop" {
  source = "./loop"
}
module "app" {
  source = "./app"
  nam    = "x"
  block {}
}
module "many" {
  source   = "./app"
  for_each = ["a"]
  name     = each.key
}
file "/a" {
  content = module.app.pth
}
file "/b" {
  content = module.ap.path
}
