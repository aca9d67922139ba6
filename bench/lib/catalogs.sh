# Sourced by the scripts beside this folder: one catalog of N files of about 200 bytes, owned by root
# with mode 0644, in the language of each tool.

# write_catalogs FOLDER N: the files are to be in FOLDER/tree
write_catalogs() {
  write_vow "$@"
  write_puppet "$@"
  write_cfengine "$@"
  write_ansible "$@"
}

# Prints something for each file: each N FORMAT, where %s are path, name and value
each() {
  awk -v n="$2" -v folder="$1/tree" -v format="$3" 'BEGIN {
    pad = "# managed file - do not edit by hand; lorem ipsum dolor sit amet consectetur adipiscing" \
      " elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua"
    for (i = 0; i < n; i++) {
      name = sprintf("f%05d", i)
      line = format
      gsub(/PATH/, folder "/" name, line)
      gsub(/NAME/, name, line)
      gsub(/TEXT/, pad "\\\\nname=" name "\\\\nvalue=" i * 7919 "\\\\n", line)
      print line
    }
  }'
}

write_vow() {
  each "$1" "$2" 'file "PATH" {
  owner   = "root"
  mode    = "0644"
  content = "TEXT"
}' >"$1/vow-$2.hcl"
}

write_puppet() {
  mkdir -p "$1/puppet"
  each "$1" "$2" "file { 'PATH':
  ensure  => file,
  owner   => 'root',
  mode    => '0644',
  content => \"TEXT\",
}" >"$1/puppet-$2.pp"
}

write_cfengine() {
  {
    cat <<'HEAD'
body common control
{
  bundlesequence => { "main" };
}
body perms m(mode, user)
{
  mode => "$(mode)";
  owners => { "$(user)" };
  rxdirs => "false";
}
bundle agent main
{
  files:
HEAD
    each "$1" "$2" '    "PATH"
      create => "true",
      perms => m("644", "root"),
      content => "TEXT";' | awk '{ gsub(/\\n/, "\n"); print }' # cfengine has no escape for it
    echo '}'
  } >"$1/cfengine-$2.cf"
}

write_ansible() {
  {
    cat <<HEAD
- hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - copy:
        dest: '$1/tree/{{ item.name }}'
        content: '{{ item.text }}'
        owner: root
        mode: '0644'
      loop_control: {label: '{{ item.name }}'}
      loop:
HEAD
    each "$1" "$2" '        - {name: NAME, text: "TEXT"}'
  } >"$1/ansible-$2.yml"
}
