#!/bin/sh
# region: steps
echo one
# /region
echo two
